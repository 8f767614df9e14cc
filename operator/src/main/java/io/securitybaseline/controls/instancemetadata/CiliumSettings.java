package io.securitybaseline.controls.instancemetadata;

import io.securitybaseline.control.Finding;
import io.securitybaseline.control.NameList;
import io.securitybaseline.facts.CiliumConfig;
import io.securitybaseline.facts.ClusterSnapshot;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** What Cilium's settings make of the operator's policy, measured with packets on Cilium 1.20. */
record CiliumSettings(CiliumConfig config) {

  /** The end of the doubt about an engine that cannot have a deny without a default deny. */
  static final String NON_DEFAULT_DENY_OFF =
      "sets %s to false".formatted(CiliumConfig.NON_DEFAULT_DENY);

  private static final Set<String> TRUE = Set.of("true", "t", "1");
  private static final Set<String> FALSE = Set.of("false", "f", "0");

  /** Longer than any message shows. */
  private static final int LONGEST_KEY = 60;

  static CiliumSettings of(ClusterSnapshot cluster) {
    return new CiliumSettings(cluster.agents().cilium());
  }

  /** Which labels policies can select by. */
  CiliumLabels labels() {
    return CiliumLabels.configured(value(CiliumConfig.LABELS)).orElse(CiliumLabels.DEFAULT);
  }

  /** Whether the operator's policy would block all egress of the pods that it selects. */
  Optional<String> blocksAllEgress() {
    return is(CiliumConfig.NON_DEFAULT_DENY, FALSE)
        ? Optional.of("%s %s".formatted(where(), NON_DEFAULT_DENY_OFF))
        : Optional.empty();
  }

  /**
   * Why the operator's policy does not block the address, or may not.
   *
   * @param keys the labels that the policy selects by, without a source
   */
  List<Finding> findings(Collection<String> keys) {
    List<Finding> findings = new ArrayList<>();
    if (is(CiliumConfig.AUDIT_MODE, TRUE)) {
      findings.add(
          unenforced(
              CiliumConfig.AUDIT_MODE, "true, so Cilium reports and drops nothing", "false"));
    }
    if ("never".equals(value(CiliumConfig.ENABLE_POLICY).toLowerCase(Locale.ROOT))) {
      findings.add(
          unenforced(CiliumConfig.ENABLE_POLICY, "never, so Cilium enforces no policy", "default"));
    }
    if (is(CiliumConfig.CLUSTERWIDE, FALSE)) {
      findings.add(
          unenforced(
              CiliumConfig.CLUSTERWIDE,
              "false, so Cilium ignores CiliumClusterwideNetworkPolicy",
              "true"));
    }
    leftOut(keys).ifPresent(findings::add);
    return findings;
  }

  /** What blocks the address for a namespace that the policy does not deny it to. */
  String whatBlocks() {
    return findings(List.of()).isEmpty()
        ? "Enforce adds this namespace to CiliumClusterwideNetworkPolicy %s"
            .formatted(PolicyNames.FIRST)
        : "%s takes the effect of policies away: see the findings on the cluster"
            .formatted(where());
  }

  private Optional<Finding> leftOut(Collection<String> keys) {
    String configured = value(CiliumConfig.LABELS);
    if (CiliumLabels.configured(configured).isEmpty()) {
      return Optional.of(
          Finding.unknown(
              Reasons.CILIUM_SETTING,
              "%s has a pattern in labels that is no regular expression, so the labels that policies can select by are unknown: correct it"
                  .formatted(where())));
    }
    CiliumLabels labels = labels();
    return keys.stream()
        .filter(key -> !labels.includes(key))
        .min(String::compareTo)
        .map(key ->
            Finding.violation(
                Reasons.CILIUM_SETTING,
                "%s leaves out label %s in labels, by which the policy selects: add k8s:%s to it and restart the agents"
                    .formatted(where(), shortened(key), shortened(key.replace(".", "\\.")))));
  }

  private Finding unenforced(String setting, String effect, String fix) {
    return Finding.violation(
        Reasons.CILIUM_SETTING,
        "%s sets %s to %s: set it to %s and restart the agents"
            .formatted(where(), setting, effect, fix));
  }

  private String where() {
    return "ConfigMap " + config.configMap();
  }

  private boolean is(String setting, Set<String> values) {
    return values.contains(value(setting).toLowerCase(Locale.ROOT));
  }

  private String value(String setting) {
    return config.values().getOrDefault(setting, "").strip();
  }

  private static String shortened(String key) {
    return NameList.cut(key, LONGEST_KEY);
  }
}
