/**
 * Policies of kinds other than NetworkPolicy, as far as they concern egress to the instance
 * metadata service: those of Calico, of Cilium, and the cluster-wide kinds of {@code
 * policy.networking.k8s.io}. Each object is reduced when it is read, to an amount of memory that
 * does not depend on its author. What cannot be read is {@link
 * io.securitybaseline.facts.otherkinds.Match#MAYBE}, never a guess.
 */
@NullMarked
package io.securitybaseline.facts.otherkinds;

import org.jspecify.annotations.NullMarked;
