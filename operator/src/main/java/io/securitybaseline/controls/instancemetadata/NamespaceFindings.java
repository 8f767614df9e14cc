package io.securitybaseline.controls.instancemetadata;

import io.securitybaseline.control.BlockedDeletion;
import io.securitybaseline.control.Change;
import io.securitybaseline.control.Finding;
import io.securitybaseline.control.Finding.Severity;
import io.securitybaseline.controls.instancemetadata.Engine.Kind;
import io.securitybaseline.facts.ClusterObservation;
import io.securitybaseline.facts.NamespaceSnapshot;
import io.securitybaseline.facts.PolicySnapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** What there is to say of a namespace: a sentence each, with what would mend it. */
final class NamespaceFindings {

  private static final String SETTINGS = "spec.instanceMetadata.";

  private final NamespaceSnapshot namespace;
  private final Engine engine;
  private final NamespacePolicies policies;
  private final Exposure exposure;
  private final Remediation remedy;
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
  }

  List<Finding> all() {
    ofPods();
    ofWhatBelongsHere();
    ofBlockers();
    ofOtherPolicies();
    findings.addAll(EngineFindings.of(engine, !remedy.inPlace()));
    if (namespace.cluster().podIdentity()) {
      podIdentity();
    }
    return findings.stream().sorted(Finding.GRAVEST_FIRST).toList();
  }

  private void ofPods() {
    if (is(PodExposure.REOPENED)) {
      violation(
          Reasons.REOPENED_BY_POLICY,
          "%s 169.254.169.254 for %s: exclude the address with ipBlock.except, or list the pods in %sallowedPods"
              .formatted(
                  Phrases.policies(exposure.policies(PodExposure.REOPENED), "allow"),
                  exposure.count(PodExposure.REOPENED),
                  SETTINGS));
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
      info(
          Reasons.ALREADY_ISOLATED,
          "%s 169.254.169.254 for %s"
              .formatted(
                  Phrases.policies(
                      exposure.policies(PodExposure.ALREADY_ISOLATED), "already block"),
                  exposure.count(PodExposure.ALREADY_ISOLATED)));
    }
    if (is(PodExposure.OTHER_PORTS)) {
      info(
          Reasons.ALLOWED_ON_OTHER_PORTS,
          "%s 169.254.169.254 for %s on ports other than TCP 80, which the service does not use: no action is needed"
              .formatted(
                  Phrases.policies(exposure.policies(PodExposure.OTHER_PORTS), "allow"),
                  exposure.count(PodExposure.OTHER_PORTS)));
    }
    if (is(PodExposure.ALLOWED)) {
      info(
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
    } else if (remedy.tooMany()) {
      String message =
          "Because of the pod selectors of other policies, more than %d policies would be needed here: simplify those selectors, or isolate all pods with one policy; %s can reach 169.254.169.254"
              .formatted(PolicyNames.MOST_POLICIES, exposure.count(PodExposure.UNRESTRICTED));
      findings.add(
          new Finding(
              Reasons.TOO_MANY_SELECTORS,
              is(PodExposure.UNRESTRICTED) ? Severity.VIOLATION : Severity.INFO,
              message));
    } else if (is(PodExposure.UNRESTRICTED)) {
      notRestricted(
          "%s can reach 169.254.169.254: %s"
              .formatted(exposure.count(PodExposure.UNRESTRICTED), whatWouldMendIt()));
    } else if (!remedy.inPlace()) {
      notRestricted("The policy that blocks 169.254.169.254 is not in place: " + whatWouldMendIt());
    }
  }

  /** Objects that take the names of the operator's policies, or keep them from being deleted. */
  private void ofBlockers() {
    Severity blocked = remedy.inPlace() ? Severity.INFO : Severity.VIOLATION;
    policies.leaving().stream()
        .flatMap(policy -> BlockedDeletion.finding(policy, blocked).stream())
        .forEach(findings::add);
    remedy
        .blocked()
        .forEach((name, served) ->
            findings.add(
                new Finding(
                    Reasons.FOREIGN_OBJECT,
                    served ? Severity.INFO : Severity.VIOLATION,
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
      return "Enforce adds this namespace to CiliumClusterwideNetworkPolicy %s"
          .formatted(PolicyNames.FIRST);
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
    List<String> names =
        remedy.changes().stream()
            .filter(kind::isInstance)
            .map(change -> change.object().getMetadata().getName())
            .toList();
    return names.isEmpty() ? "" : verb + " " + Phrases.policies(names);
  }

  private void ofOtherPolicies() {
    if (!policies.ignored().isEmpty()) {
      info(
          Reasons.IGNORED_BY_ENGINE,
          "Azure NPM does not program %s because of an IPv6 block: remove the block"
              .formatted(Phrases.policies(policies.ignored())));
    }
    if (!policies.unclear().isEmpty()) {
      PolicySnapshot first = policies.unclear().getFirst();
      info(
          Reasons.UNCLEAR_BLOCK,
          "%s a block that engines read differently, such as '%s', and was evaluated with caution: write it as a plain CIDR"
              .formatted(
                  Phrases.policies(
                      policies.unclear().stream().map(PolicySnapshot::name).toList(), "contain"),
                  Phrases.shortened(Objects.requireNonNull(first.egress().unclearBlock()))));
    }
  }

  /** Whether a policy still matches after the redirection is known of iptables engines alone. */
  private void podIdentity() {
    boolean known =
        !engine.isCilium()
            && (is(PodExposure.UNRESTRICTED)
                || is(PodExposure.BLOCKED)
                || is(PodExposure.REOPENED));
    boolean anyPods =
        exposure.origins().keySet().stream().anyMatch(state -> state != PodExposure.ALLOWED);
    findings.add(
        new Finding(
            Reasons.POD_IDENTITY,
            known ? Severity.VIOLATION : anyPods ? Severity.UNKNOWN : Severity.INFO,
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

  private void info(String reason, String message) {
    findings.add(Finding.info(reason, Phrases.bounded(message)));
  }
}
