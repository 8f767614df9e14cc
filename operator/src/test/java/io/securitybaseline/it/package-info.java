/** What the operator does in a cluster, on a real control plane: a class for each behaviour. */
@NullMarked
package io.securitybaseline.it;

import org.jspecify.annotations.NullMarked;
