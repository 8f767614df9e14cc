/**
 * Kubernetes concepts without a cluster: globs and label selectors as Kubernetes and its users
 * write them, and the network policy engines.
 */
@NullMarked
package io.securitybaseline.kubernetes;

import org.jspecify.annotations.NullMarked;
