/**
 * The only package that uses the operator framework and the clock. Reconcilers are short: observe,
 * decide, apply, report.
 */
@NullMarked
package io.securitybaseline.reconcile;

import org.jspecify.annotations.NullMarked;
