package io.securitybaseline.facts.egress;

import io.fabric8.kubernetes.api.model.networking.v1.IPBlock;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyEgressRule;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPeer;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPort;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicySpec;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What each engine makes of the rules of a policy. Nearly all policies are read alike by all of
 * them: then the rules are read once, and take the memory of one reading.
 */
final class Readings {

  private Readings() {}

  /**
   * Reads the rules.
   *
   * @param isClear whether all blocks are canonical CIDRs
   */
  static Map<Dialect, Reading> of(NetworkPolicySpec spec, boolean isClear) {
    Reading first = Reading.of(spec, Dialect.CALICO);
    Map<Dialect, Reading> readings = new EnumMap<>(Dialect.class);
    readings.put(Dialect.CALICO, first);
    for (Dialect dialect : List.of(Dialect.AZURE_NPM, Dialect.OTHER)) {
      boolean alike = isClear && rules(spec).stream().noneMatch(rule -> isSpecial(rule, dialect));
      Reading reading = alike ? first : Reading.of(spec, dialect);
      readings.put(dialect, reading.equals(first) ? first : reading);
    }
    return readings;
  }

  /** Whether an engine may read the rule, of canonical CIDRs, in another way than Calico. */
  private static boolean isSpecial(NetworkPolicyEgressRule rule, Dialect dialect) {
    List<NetworkPolicyPeer> to = Objects.requireNonNullElse(rule.getTo(), List.of());
    return switch (dialect) {
      case CALICO -> false;
      case AZURE_NPM -> to.stream().anyMatch(NegativeNamespaces::isIn);
      case OTHER ->
          to.isEmpty()
              ? Objects.requireNonNullElse(rule.getPorts(), List.<NetworkPolicyPort>of()).stream()
                  .anyMatch(Readings::isNamed)
              : mayOverlap(
                  to.stream().map(NetworkPolicyPeer::getIpBlock).filter(Objects::nonNull).toList());
    };
  }

  private static boolean isNamed(NetworkPolicyPort port) {
    return port.getPort() != null && port.getPort().getStrVal() != null;
  }

  private static boolean mayOverlap(List<IPBlock> blocks) {
    return blocks.size() > 1
        && blocks.stream()
            .anyMatch(block ->
                !Objects.requireNonNullElse(block.getExcept(), List.<String>of()).isEmpty());
  }

  @SuppressWarnings("NullAway") // the lists of the API may be absent, in spite of its model
  private static List<NetworkPolicyEgressRule> rules(NetworkPolicySpec spec) {
    return Objects.requireNonNullElse(spec.getEgress(), List.of());
  }
}
