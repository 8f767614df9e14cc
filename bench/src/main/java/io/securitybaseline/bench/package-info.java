/** Measures the operator, as its image runs it, on a control plane of this machine's own. */
@NullMarked
package io.securitybaseline.bench;

import org.jspecify.annotations.NullMarked;
