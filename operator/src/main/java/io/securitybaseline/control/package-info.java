/**
 * The rules of the baseline: pure decisions over snapshots. A control has no client, clock, logger
 * or thread; it is given what it needs and answers with a value.
 */
@NullMarked
package io.securitybaseline.control;

import org.jspecify.annotations.NullMarked;
