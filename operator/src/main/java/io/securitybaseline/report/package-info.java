/** Verdicts and outcomes turned into what people read: status, conditions, metrics, events. */
@NullMarked
package io.securitybaseline.report;

import org.jspecify.annotations.NullMarked;
