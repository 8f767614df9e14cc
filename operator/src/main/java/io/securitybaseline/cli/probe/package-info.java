/** The command {@code probe}, which runs in a pod without access to the cluster. */
@NullMarked
package io.securitybaseline.cli.probe;

import org.jspecify.annotations.NullMarked;
