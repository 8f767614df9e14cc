package io.securitybaseline.control.instancemetadata;

import io.securitybaseline.api.AllowedPods;
import io.securitybaseline.control.instancemetadata.egress.EgressPolicy;
import io.securitybaseline.match.Requirement;
import io.securitybaseline.match.Requirement.Operator;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Which pods of a namespace our policies must select: all but the allowed ones and those that ours
 * would let out further than the policies of somebody else do.
 */
final class Wanted {

  /** Beyond this, a namespace has more policies of ours than anybody can follow. */
  static final int MOST_POLICIES = 8;

  private Wanted() {}

  /** A term for each policy, empty if none is needed, or absent if it would take too many. */
  static Optional<List<Term>> terms(
      NamespacePolicies policies, Manifest manifest, @Nullable AllowedPods allowed) {
    List<Term> tighter =
        policies.foreignEgress().stream()
            .filter(policy -> !policies.isForAdoption(policy.name()))
            .filter(manifest::wouldWiden)
            .map(EgressPolicy::pods)
            .map(Term::of)
            .flatMap(Optional::stream)
            .toList();
    return Complement.of(tighter, notAllowed(allowed))
        .filter(terms -> terms.size() <= MOST_POLICIES);
  }

  private static Term notAllowed(@Nullable AllowedPods allowed) {
    return allowed == null
        ? Term.EVERY_POD
        : Term.EVERY_POD
            .and(new Requirement(allowed.key(), Operator.NOT_IN, new TreeSet<>(allowed.values())))
            .orElseThrow();
  }
}
