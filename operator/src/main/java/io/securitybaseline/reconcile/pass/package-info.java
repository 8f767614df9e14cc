/**
 * One pass over one part of the cluster, the same for every control: evaluate, decide, enforce,
 * record, report. It depends on no operator framework and names no control.
 */
@NullMarked
package io.securitybaseline.reconcile.pass;

import org.jspecify.annotations.NullMarked;
