/**
 * The only package that knows the operator framework, and that holds the clock. Reconcilers are
 * short: observe, decide, apply, report.
 */
@NullMarked
package io.securitybaseline.reconcile;

import org.jspecify.annotations.NullMarked;
