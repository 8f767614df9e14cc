/**
 * Nodes: which need a reboot, since when, and how old their images are; Linux and Windows. It only
 * reports.
 */
@NullMarked
package io.securitybaseline.controls.nodes;

import org.jspecify.annotations.NullMarked;
