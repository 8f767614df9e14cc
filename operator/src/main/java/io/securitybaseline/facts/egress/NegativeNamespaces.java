package io.securitybaseline.facts.egress;

import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.LabelSelectorRequirement;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPeer;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Peers that Azure NPM translates to "every address outside these namespaces", which includes those
 * that are no pods: the {@code namespaceSelector} is not empty, and neither it nor the {@code
 * podSelector} beside it says what a label must be. Fixes were merged in September 2026
 * (azure-container-networking, #4866 and #4868); which image of AKS has them is unknown.
 */
final class NegativeNamespaces {

  private NegativeNamespaces() {}

  static boolean isIn(NetworkPolicyPeer peer) {
    LabelSelector namespaces = peer.getNamespaceSelector();
    return peer.getIpBlock() == null
        && namespaces != null
        && !expressions(namespaces).isEmpty()
        && isNegative(namespaces)
        && isNegative(peer.getPodSelector());
  }

  private static boolean isNegative(@Nullable LabelSelector selector) {
    return selector == null
        || (Objects.requireNonNullElse(selector.getMatchLabels(), Map.of()).isEmpty()
            && expressions(selector).stream()
                .allMatch(it ->
                    "NotIn".equals(it.getOperator()) || "DoesNotExist".equals(it.getOperator())));
  }

  private static List<LabelSelectorRequirement> expressions(LabelSelector selector) {
    return Objects.requireNonNullElse(selector.getMatchExpressions(), List.of());
  }
}
