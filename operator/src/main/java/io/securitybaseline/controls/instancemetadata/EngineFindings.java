package io.securitybaseline.controls.instancemetadata;

import io.securitybaseline.control.Finding;
import io.securitybaseline.control.Finding.Severity;
import io.securitybaseline.controls.instancemetadata.Engine.Kind;
import io.securitybaseline.facts.ClusterScopeSnapshot;
import io.securitybaseline.facts.ClusterSnapshot;
import io.securitybaseline.facts.EngineAgent;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The findings on the engine, for every subject that depends on it. */
final class EngineFindings {

  private EngineFindings() {}

  /**
   * @param missing whether something is missing that would be applied if the user agreed
   */
  static List<Finding> of(Engine engine, boolean missing) {
    return switch (engine.kind()) {
      case AZURE_NPM, CALICO, CILIUM_DENY, OTHER -> List.of();
      case NONE ->
          List.of(
              Finding.violation(
                  Reasons.NOT_ENFORCED,
                  "No network policy engine enforces policies in this cluster: enable one, then set"
                      + " spec.instanceMetadata.engine to its name or to Auto"));
      case UNKNOWN ->
          List.of(
              Finding.unknown(
                  Reasons.ENGINE_UNKNOWN,
                  "The network policy engine cannot be determined: "
                      + engine.doubt()
                      + untilThen(engine)));
      case CILIUM_LEGACY -> List.of(legacy(engine, missing));
    };
  }

  /** The same for the cluster as a whole, which also names the pods of single DaemonSets. */
  static List<Finding> ofCluster(Engine engine, ClusterScopeSnapshot snapshot) {
    String counts =
        snapshot.agents().stream()
            .filter(agent -> !agent.isReadyOnMostNodes())
            .map(EngineFindings::count)
            .collect(Collectors.joining(", "));
    List<Finding> findings = new ArrayList<>();
    for (Finding finding : of(engine, false)) {
      boolean named = finding.reason().equals(Reasons.ENGINE_UNKNOWN) && !counts.isEmpty();
      findings.add(
          named ? Finding.unknown(finding.reason(), finding.message() + "; " + counts) : finding);
    }
    if (engine.kind() != Kind.UNKNOWN && !counts.isEmpty()) {
      findings.add(
          Finding.note(
              Reasons.AGENTS_NOT_READY,
              counts
                  + ", so it does not count as a running engine: repair it, or remove it if it is"
                  + " unused"));
    }
    unverified(snapshot.cluster()).ifPresent(findings::add);
    return findings;
  }

  private static String count(EngineAgent agent) {
    return "DaemonSet %s has %,d of %,d pods ready"
        .formatted(agent.name(), agent.ready(), agent.desired());
  }

  /** A name proves nothing: any user who may create namespaces can take it. */
  private static Optional<Finding> unverified(ClusterSnapshot cluster) {
    Set<String> names = cluster.tigera().unverified();
    return names.isEmpty()
        ? Optional.empty()
        : Optional.of(
            Finding.note(
                Reasons.NAMESPACE_NOT_VERIFIED,
                "%s: the Tigera operator's ownership is missing, so it counts as a user namespace: delete it, or list it in spec.namespaces.exclude if you trust it"
                    .formatted(
                        names.stream()
                            .map(name -> "namespace " + name)
                            .collect(Collectors.joining(", ")))));
  }

  private static String untilThen(Engine engine) {
    if (engine.form() != Kind.UNKNOWN) {
      return ", until then existing policies for %s are kept and repaired"
          .formatted(engine.form().shown());
    }
    return engine.manifest() == null ? ", until then nothing is applied" : "";
  }

  private static Finding legacy(Engine engine, boolean missing) {
    if (engine.manifest() == null) {
      return new Finding(
          Reasons.LEGACY_CILIUM_NOT_ALLOWED,
          missing ? Severity.VIOLATION : Severity.UNKNOWN,
          "%s, so a policy would also block node addresses and LocalDNS: %s, or set spec.instanceMetadata.allowLegacyCilium to true to accept that"
              .formatted(engine.doubt(), fix(engine)));
    }
    return Finding.unknown(
        Reasons.LEGACY_CILIUM,
        "%s; no packets confirm how such a version evaluates policies, and the policy also blocks node addresses and LocalDNS: %s"
            .formatted(engine.doubt(), fix(engine)));
  }

  private static String fix(Engine engine) {
    return engine.doubt().endsWith(CiliumSettings.NON_DEFAULT_DENY_OFF)
        ? "set it to true"
        : "upgrade it";
  }
}
