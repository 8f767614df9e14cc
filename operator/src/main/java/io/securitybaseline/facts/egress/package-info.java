/**
 * The egress that NetworkPolicies allow, by address, protocol and port. Pure arithmetic over the
 * API and one address, independent of engines and of the baseline.
 *
 * <p>Some policies cannot be read with certainty: an old API server accepts a block with bits set
 * beyond its prefix, and engines differ in what they make of it. Two questions are asked, and each
 * is answered in its safe direction: what a policy <em>may</em> let out takes every such doubt as
 * open, what it <em>surely</em> lets out takes it as closed.
 */
@NullMarked
package io.securitybaseline.facts.egress;

import org.jspecify.annotations.NullMarked;
