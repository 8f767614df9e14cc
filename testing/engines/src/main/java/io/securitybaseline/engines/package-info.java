/**
 * A lab of network policy engines: real engines on one machine, pods as network namespaces, real
 * packets, and the built operator beside them.
 */
@NullMarked
package io.securitybaseline.engines;

import org.jspecify.annotations.NullMarked;
