package io.securitybaseline.facts.egress;

import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyEgressRule;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyIngressRule;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPeer;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPort;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicySpec;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds what a policy makes use of, in ingress too: an engine refuses a policy as a whole. */
final class Features {

  private Features() {}

  static Set<PolicyFeature> of(NetworkPolicySpec spec) {
    Set<PolicyFeature> features = EnumSet.noneOf(PolicyFeature.class);
    if (isNegative(spec.getPodSelector())) {
      features.add(PolicyFeature.NEGATIVE_SELECTORS);
    }
    for (NetworkPolicyEgressRule rule : orEmpty(spec.getEgress())) {
      orEmpty(rule.getTo()).forEach(peer -> addTo(features, peer));
      orEmpty(rule.getPorts()).forEach(port -> addTo(features, port));
    }
    for (NetworkPolicyIngressRule rule : orEmpty(spec.getIngress())) {
      orEmpty(rule.getFrom()).forEach(peer -> addTo(features, peer));
      orEmpty(rule.getPorts()).forEach(port -> addTo(features, port));
    }
    return features;
  }

  private static void addTo(Set<PolicyFeature> features, NetworkPolicyPeer peer) {
    if (peer.getIpBlock() != null && !orEmpty(peer.getIpBlock().getExcept()).isEmpty()) {
      features.add(PolicyFeature.EXCEPTIONS);
    }
    if (isNegative(peer.getPodSelector()) || isNegative(peer.getNamespaceSelector())) {
      features.add(PolicyFeature.NEGATIVE_SELECTORS);
    }
  }

  private static void addTo(Set<PolicyFeature> features, NetworkPolicyPort port) {
    if (port.getPort() != null && port.getPort().getStrVal() != null) {
      features.add(PolicyFeature.NAMED_PORTS);
    }
    if ("SCTP".equals(port.getProtocol())) {
      features.add(PolicyFeature.SCTP);
    }
  }

  private static boolean isNegative(@Nullable LabelSelector selector) {
    return selector != null
        && orEmpty(selector.getMatchExpressions()).stream()
            .anyMatch(
                it -> "NotIn".equals(it.getOperator()) || "DoesNotExist".equals(it.getOperator()));
  }

  @SuppressWarnings("NullAway") // the API's lists may be absent, whatever its model says
  private static <T> List<T> orEmpty(List<T> list) {
    return Objects.requireNonNullElse(list, List.of());
  }
}
