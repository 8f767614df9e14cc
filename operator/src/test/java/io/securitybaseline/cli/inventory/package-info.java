/** What the command {@code plan} says of a folder of manifests. */
@NullMarked
package io.securitybaseline.cli.inventory;

import org.jspecify.annotations.NullMarked;
