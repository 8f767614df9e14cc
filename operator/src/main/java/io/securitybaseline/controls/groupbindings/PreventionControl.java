package io.securitybaseline.controls.groupbindings;

import io.fabric8.kubernetes.api.model.admissionregistration.v1.MatchConditionBuilder;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingAdmissionPolicySpec;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingAdmissionPolicySpecBuilder;
import io.securitybaseline.api.spec.ExemptedControl;
import io.securitybaseline.api.spec.Prevention;
import io.securitybaseline.api.spec.SecurityBaselineSpec;
import io.securitybaseline.control.AdmissionPolicy;
import io.securitybaseline.control.Baseline;
import io.securitybaseline.control.Control;
import io.securitybaseline.control.Finding;
import io.securitybaseline.control.RolloutSelector;
import io.securitybaseline.control.SystemNamespaces;
import io.securitybaseline.control.Verdict;
import io.securitybaseline.facts.AccessSnapshot.Entra;
import io.securitybaseline.facts.AdmissionSnapshot;
import io.securitybaseline.facts.TigeraNamespaces;
import io.securitybaseline.kubernetes.Glob;
import java.time.LocalDate;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Nobody is bound by name anew: a ValidatingAdmissionPolicy that knows the same classes of users,
 * and reaches as far, as the control that replaces them.
 */
public final class PreventionControl implements Control<AdmissionSnapshot> {

  /** The name of the policy and of its binding. */
  public static final String NAME = "user-bindings.securitybaseline.io";

  private static final AdmissionPolicy MANIFEST =
      AdmissionPolicy.beside(PreventionControl.class, "user-bindings");

  private static final List<String> ROLE_BINDINGS = List.of("rolebindings");

  @Override
  public Verdict evaluate(AdmissionSnapshot snapshot, Baseline baseline) {
    SecurityBaselineSpec spec = baseline.spec();
    AdmissionPolicy policy =
        MANIFEST.with(policy(spec, snapshot.today())).in(spec.rollout().selector());
    Prevention asked = spec.groupBindings().prevention();
    Verdict verdict = verdict(policy, snapshot, baseline, asked);
    return snapshot.rolloutMatchesNothing()
        ? verdict.held(snapshot.policy() != null && snapshot.binding() != null)
        : verdict;
  }

  private static Verdict verdict(
      AdmissionPolicy policy, AdmissionSnapshot snapshot, Baseline baseline, Prevention asked) {
    return Blocker.groupsWork(snapshot.entra(), baseline.spec().groupBindings())
        ? policy.verdict(snapshot, baseline, asked)
        : withoutGroups(policy, snapshot, baseline, asked);
  }

  /** Nobody is refused a user where the group that he is sent to may match nobody. */
  private static Verdict withoutGroups(
      AdmissionPolicy policy, AdmissionSnapshot snapshot, Baseline baseline, Prevention asked) {
    Prevention most = snapshot.entra() == Entra.OFF ? Prevention.OFF : Prevention.WARN;
    if (asked.compareTo(most) <= 0) {
      return policy.verdict(snapshot, baseline, asked);
    }
    Verdict verdict = policy.verdict(snapshot, baseline, most);
    if (snapshot.entra() == Entra.AWAITED) {
      // Or each start of the operator would open what is closed, for a moment.
      return new Verdict(List.of(awaited(asked)), List.of(), verdict.cleanUp());
    }
    return new Verdict(
        Stream.concat(Stream.of(held(snapshot.entra(), asked)), verdict.findings().stream())
            .sorted(Finding.GRAVEST_FIRST)
            .toList(),
        verdict.enforce(),
        verdict.cleanUp());
  }

  private static Finding awaited(Prevention asked) {
    return Finding.unknown(
        Reasons.ENTRA_UNKNOWN,
        "spec.groupBindings.prevention: %s: what is in place stays until Azure reports for the first time since the start whether this cluster uses Entra ID"
            .formatted(asked));
  }

  private static Finding held(Entra entra, Prevention asked) {
    return entra == Entra.OFF
        ? Finding.violation(
            Reasons.ENTRA_OFF,
            "spec.groupBindings.prevention: %s has no effect: Azure reports that this cluster does not use Entra ID, so group bindings match no user: enable the Entra ID integration"
                .formatted(asked))
        : Finding.unknown(
            Reasons.ENTRA_UNKNOWN,
            "spec.groupBindings.prevention: %s only warns: it is not known whether this cluster uses Entra ID, and without it group bindings match no user: set spec.cluster.resourceId so that the operator can ask Azure, or confirm it with spec.groupBindings.entraIntegration: Assume"
                .formatted(asked));
  }

  private static ValidatingAdmissionPolicySpec policy(SecurityBaselineSpec spec, LocalDate today) {
    ValidatingAdmissionPolicySpecBuilder policy =
        new ValidatingAdmissionPolicySpecBuilder(MANIFEST.policy().getSpec())
            .addToMatchConditions(
                new MatchConditionBuilder()
                    .withName("user-namespace")
                    .withExpression(outside(untouched(spec, today)))
                    .build());
    if (!RolloutSelector.of(spec).isEverything()) {
      policy
          .editMatchConstraints()
          .editFirstResourceRule()
          .withResources(ROLE_BINDINGS)
          .endResourceRule()
          .endMatchConstraints();
    }
    return policy.build();
  }

  /** Names and globs of the namespaces in which the control changes nothing. */
  private static SortedSet<String> untouched(SecurityBaselineSpec spec, LocalDate today) {
    SortedSet<String> untouched = new TreeSet<>(SystemNamespaces.NAMES);
    untouched.addAll(TigeraNamespaces.NAMES);
    untouched.addAll(spec.namespaces().exclude());
    spec.exemptions().stream()
        .filter(exemption -> exemption.control() == ExemptedControl.GROUP_BINDINGS)
        .filter(exemption -> exemption.inForceOn(today))
        .forEach(exemption -> untouched.addAll(exemption.namespaces()));
    return untouched;
  }

  /** A CEL expression; what is cluster-scoped is in no namespace, so never in one of these. */
  private static String outside(SortedSet<String> namespaces) {
    String names =
        namespaces.stream()
            .filter(name -> !name.contains("*"))
            .map(PreventionControl::text)
            .collect(Collectors.joining(", "));
    String globs =
        namespaces.stream()
            .filter(name -> name.contains("*"))
            .map(glob -> new Glob(glob).regex())
            .collect(Collectors.joining("|"));
    String outside = "!(request.?namespace.orValue('') in [%s])".formatted(names);
    return globs.isEmpty()
        ? outside
        : outside
            + " && !request.?namespace.orValue('').matches(%s)"
                .formatted(text("^(?s:%s)$".formatted(globs)));
  }

  /** A string literal of CEL. */
  private static String text(String value) {
    return "'" + value.replace("\\", "\\\\").replace("'", "\\'") + "'";
  }
}
