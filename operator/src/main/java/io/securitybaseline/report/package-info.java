/** Reports of any control: status, conditions, metrics, events. Names no control. */
@NullMarked
package io.securitybaseline.report;

import org.jspecify.annotations.NullMarked;
