/**
 * What NetworkPolicies let out of a pod, by address, protocol and port. Pure arithmetic: it knows
 * the API's words and one address, but neither engines nor what this project wants.
 *
 * <p>Some policies cannot be read with certainty: an old API server accepts a block with bits set
 * beyond its prefix, and engines differ in what they make of it. Two questions are asked, and each
 * is answered in its safe direction: what a policy <em>may</em> let out takes every such doubt as
 * open, what it <em>surely</em> lets out takes it as closed.
 */
@NullMarked
package io.securitybaseline.facts.egress;

import org.jspecify.annotations.NullMarked;
