/** The operator's entry point and configuration. */
@NullMarked
package io.securitybaseline;

import org.jspecify.annotations.NullMarked;
