package io.securitybaseline.controls.instancemetadata;

import io.securitybaseline.control.BlockedDeletion;
import io.securitybaseline.control.Change;
import io.securitybaseline.control.Finding;
import io.securitybaseline.control.Finding.Severity;
import io.securitybaseline.controls.instancemetadata.DesiredTerms.Shortfall;
import io.securitybaseline.controls.instancemetadata.Engine.Kind;
import io.securitybaseline.facts.ClusterObservation;
import io.securitybaseline.facts.NamespaceSnapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The findings of a namespace: one sentence each, with the fix. */
final class NamespaceFindings {

  private static final String SETTINGS = "spec.instanceMetadata.";

  private final NamespaceSnapshot namespace;
  private final Engine engine;
  private final NamespacePolicies policies;
  private final Exposure exposure;
  private final Remediation remedy;
  private final Openings openings;
  private final List<Finding> findings = new ArrayList<>();

  NamespaceFindings(
      NamespaceSnapshot namespace,
      Engine engine,
      NamespacePolicies policies,
      Exposure exposure,
      Remediation remedy) {
    this.namespace = namespace;
    this.engine = engine;
    this.policies = policies;
    this.exposure = exposure;
    this.remedy = remedy;
    this.openings = new Openings(policies, engine.model());
  }

  /** All of them, in no order that has a meaning. */
  List<Finding> all() {
    ofPods();
    ofWhatBelongsHere();
    ofBlockers();
    findings.addAll(PolicyNotes.findings(policies));
    findings.addAll(EngineFindings.of(engine, !remedy.inPlace()));
    if (namespace.cluster().podIdentity()) {
      podIdentity();
    }
    return List.copyOf(findings);
  }

  private void ofPods() {
    if (is(PodExposure.REOPENED)) {
      violation(
          Reasons.REOPENED_BY_POLICY,
          "%s 169.254.169.254 for %s: %s, or list the pods in %sallowedPods"
              .formatted(
                  Phrases.policies(exposure.policies(PodExposure.REOPENED), "allow"),
                  exposure.count(PodExposure.REOPENED),
                  openings.fix(exposure.policies(PodExposure.REOPENED)),
                  SETTINGS));
    }
    if (is(PodExposure.UNCERTAIN)) {
      findings.add(
          Finding.unknown(
              Reasons.REACH_UNKNOWN,
              Phrases.bounded(
                  "Unknown whether %s can reach 169.254.169.254, because of %s: %s"
                      .formatted(
                          exposure.count(PodExposure.UNCERTAIN),
                          Phrases.policies(exposure.policies(PodExposure.UNCERTAIN)),
                          openings.clarification(exposure.policies(PodExposure.UNCERTAIN))))));
    }
    if (is(PodExposure.HOST_NETWORK)) {
      violation(
          Reasons.HOST_NETWORK,
          "hostNetwork is set on %s, so no network policy applies (%s): remove hostNetwork, or list the pods in %sallowedPods"
              .formatted(
                  exposure.count(PodExposure.HOST_NETWORK),
                  Phrases.names(exposure.in(PodExposure.HOST_NETWORK)),
                  SETTINGS));
    }
    if (is(PodExposure.WINDOWS)) {
      violation(
          Reasons.WINDOWS_NOT_ENFORCED,
          "%s on Windows nodes can reach 169.254.169.254 because %s does not block it there (%s): run them on Linux, or on Calico"
              .formatted(
                  exposure.count(PodExposure.WINDOWS),
                  engine.form() == Kind.AZURE_NPM ? "Azure NPM" : "Cilium",
                  Phrases.names(exposure.in(PodExposure.WINDOWS))));
    }
    if (is(PodExposure.ALREADY_ISOLATED)) {
      note(
          Reasons.ALREADY_ISOLATED,
          "%s 169.254.169.254 for %s"
              .formatted(
                  Phrases.policies(
                      exposure.policies(PodExposure.ALREADY_ISOLATED), "already block"),
                  exposure.count(PodExposure.ALREADY_ISOLATED)));
    }
    if (is(PodExposure.OTHER_PORTS)) {
      note(
          Reasons.ALLOWED_ON_OTHER_PORTS,
          "%s 169.254.169.254 for %s on ports other than TCP 80, which the service does not use: no action is needed"
              .formatted(
                  Phrases.policies(exposure.policies(PodExposure.OTHER_PORTS), "allow"),
                  exposure.count(PodExposure.OTHER_PORTS)));
    }
    if (is(PodExposure.ALLOWED)) {
      note(
          Reasons.ALLOWED_PODS,
          "%s may use 169.254.169.254, as %sallowedPods allows (%s)"
              .formatted(
                  exposure.count(PodExposure.ALLOWED),
                  SETTINGS,
                  Phrases.names(exposure.in(PodExposure.ALLOWED))));
    }
  }

  private void ofWhatBelongsHere() {
    if (!remedy.known()) {
      findings.add(TooComplex.finding(policies));
      return;
    }
    Shortfall shortfall = remedy.shortfall();
    if (shortfall != null) {
      findings.add(Shortfalls.finding(shortfall));
    }
    boolean uncovered = shortfall != null && shortfall.uncovered() > 0;
    boolean heldBack = uncovered || !policies.ofOtherKinds().isEmpty();
    if (is(PodExposure.UNRESTRICTED) && !(heldBack && remedy.changes().isEmpty())) {
      notRestricted(
          "%s can reach 169.254.169.254: %s"
              .formatted(exposure.count(PodExposure.UNRESTRICTED), whatWouldMendIt()));
    } else if (!remedy.inPlace()) {
      notRestricted("The policy that blocks 169.254.169.254 is not in place: " + whatWouldMendIt());
    }
  }

  /** Objects that use the names of the operator's policies, or block their deletion. */
  private void ofBlockers() {
    Severity blocked = remedy.inPlace() ? Severity.NOTE : Severity.VIOLATION;
    policies.leaving().stream()
        .flatMap(policy -> BlockedDeletion.finding(policy, blocked).stream())
        .forEach(findings::add);
    remedy
        .blocked()
        .forEach((name, served) ->
            findings.add(
                new Finding(
                    Reasons.FOREIGN_OBJECT,
                    served ? Severity.NOTE : Severity.VIOLATION,
                    "NetworkPolicy %s was not created by the operator and is not changed%s %s"
                        .formatted(
                            name,
                            served ? ", and blocks the address:" : ":",
                            handOver(name, served)))));
  }

  /** Only the first name can be handed over, whatever is annotated on others. */
  private static String handOver(String name, boolean served) {
    if (!name.equals(PolicyNames.FIRST)) {
      return "rename or delete it, and the operator creates its own";
    }
    return (served ? "" : "rename it, or ")
        + "annotate it with securitybaseline.io/adopt: \"true\" to hand it over";
  }

  private String whatWouldMendIt() {
    if (engine.form() == Kind.CILIUM_DENY) {
      return CiliumSettings.of(namespace.cluster()).whatBlocks();
    }
    if (engine.manifest() == null) {
      return switch (engine.kind()) {
        case CILIUM_LEGACY ->
            "nothing is applied unless %sallowLegacyCilium is true".formatted(SETTINGS);
        case NONE ->
            "nothing is applied while %sengine is None but the cluster has Cilium"
                .formatted(SETTINGS);
        case AZURE_NPM, CALICO, CILIUM_DENY, OTHER, UNKNOWN ->
            "nothing is applied until %sengine names the engine".formatted(SETTINGS);
      };
    }
    if (remedy.changes().isEmpty()) {
      return "the name of the policy is taken, see " + Reasons.FOREIGN_OBJECT;
    }
    return "Enforce "
        + String.join(
            ", ",
            Stream.of(
                    intent("creates", Change.Create.class),
                    intent("repairs", Change.Update.class),
                    intent("deletes", Change.Delete.class))
                .filter(text -> !text.isEmpty())
                .toList());
  }

  private String intent(String verb, Class<? extends Change> kind) {
    List<String> names = new ArrayList<>();
    for (Change change : remedy.changes()) {
      if (kind.isInstance(change)) {
        names.add(change.object().getMetadata().getName());
      }
    }
    return names.isEmpty() ? "" : verb + " " + Phrases.policies(names);
  }

  /** Whether a policy still matches after the redirection is known of iptables engines alone. */
  private void podIdentity() {
    boolean known =
        !engine.isCilium()
            && Stream.of(PodExposure.UNRESTRICTED, PodExposure.BLOCKED, PodExposure.REOPENED)
                .anyMatch(this::is);
    boolean anyPods = !List.of(PodExposure.ALLOWED).containsAll(exposure.origins().keySet());
    findings.add(
        new Finding(
            Reasons.POD_IDENTITY,
            known ? Severity.VIOLATION : anyPods ? Severity.UNKNOWN : Severity.NOTE,
            "CRD %s is served, so AAD pod identity may redirect 169.254.169.254 on the node before a policy sees it: move to workload identity; if pod identity is gone, delete the CRD"
                .formatted(ClusterObservation.POD_IDENTITY_CRD)));
  }

  private boolean is(PodExposure state) {
    return !exposure.in(state).isEmpty();
  }

  private void notRestricted(String message) {
    boolean fixedByEnforce = engine.form() == Kind.CILIUM_DENY || !remedy.changes().isEmpty();
    findings.add(
        new Finding(
            Reasons.NOT_RESTRICTED, Severity.VIOLATION, Phrases.bounded(message), fixedByEnforce));
  }

  private void violation(String reason, String message) {
    findings.add(Finding.violation(reason, Phrases.bounded(message)));
  }

  private void note(String reason, String message) {
    findings.add(Finding.note(reason, Phrases.bounded(message)));
  }
}
