/** What commands evaluate: the objects of a cluster, read once, and the baseline for them. */
@NullMarked
package io.securitybaseline.cli.inventory;

import org.jspecify.annotations.NullMarked;
