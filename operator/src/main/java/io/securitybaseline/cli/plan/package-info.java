/** The command that shows what Enforce would do, to a cluster or to a folder of manifests. */
@NullMarked
package io.securitybaseline.cli.plan;

import org.jspecify.annotations.NullMarked;
