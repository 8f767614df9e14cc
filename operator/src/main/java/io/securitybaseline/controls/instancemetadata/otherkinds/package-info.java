/**
 * What policies of other kinds than NetworkPolicy do to the egress of pods, and what an additional
 * NetworkPolicy would change about it: pure functions, in the order in which the engine evaluates.
 */
@NullMarked
package io.securitybaseline.controls.instancemetadata.otherkinds;

import org.jspecify.annotations.NullMarked;
