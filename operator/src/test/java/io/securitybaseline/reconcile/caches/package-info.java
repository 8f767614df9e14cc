@NullMarked
package io.securitybaseline.reconcile.caches;

import org.jspecify.annotations.NullMarked;
