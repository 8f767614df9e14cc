/**
 * The caches of the operator, as the declarations of the controls ask for them. No control is named
 * here.
 */
@NullMarked
package io.securitybaseline.reconcile.caches;

import org.jspecify.annotations.NullMarked;
