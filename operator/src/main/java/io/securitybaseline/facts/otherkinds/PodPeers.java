package io.securitybaseline.facts.otherkinds;

import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyEgressRule;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPeer;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPort;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicySpec;
import io.securitybaseline.facts.egress.InstanceMetadataService;
import io.securitybaseline.facts.otherkinds.LabelExpression.All;
import io.securitybaseline.facts.otherkinds.LabelExpression.Any;
import io.securitybaseline.facts.otherkinds.LabelExpression.Has;
import io.securitybaseline.facts.otherkinds.LabelExpression.In;
import io.securitybaseline.facts.otherkinds.LabelExpression.Not;
import io.securitybaseline.kubernetes.Requirement;
import io.securitybaseline.kubernetes.Selector;
import io.securitybaseline.kubernetes.SelectorSize;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What the egress rules of a NetworkPolicy select by labels, in the keys of Calico, which selects
 * sets of addresses like pods. Rules that do not allow the service's port are left out.
 */
public final class PodPeers {

  private static final String ORCHESTRATOR = "projectcalico.org/orchestrator";

  /** Different peers; with more, or with larger ones, what they select is not known. */
  private static final int MOST = 50;

  private static final long MOST_BYTES = 16 << 10;

  private PodPeers() {}

  /** Selects nothing where no rule has such a peer. */
  @SuppressWarnings("NullAway") // the lists of the API may be absent, in spite of its model
  public static LabelExpression of(@Nullable String namespace, @Nullable NetworkPolicySpec spec) {
    if (spec == null || namespace == null) {
      return LabelExpression.NOTHING;
    }
    Set<LabelExpression> peers = new LinkedHashSet<>();
    for (NetworkPolicyEgressRule rule :
        Objects.requireNonNullElse(spec.getEgress(), List.<NetworkPolicyEgressRule>of())) {
      if (allowsPort(Objects.requireNonNullElse(rule.getPorts(), List.<NetworkPolicyPort>of()))) {
        for (NetworkPolicyPeer peer :
            Objects.requireNonNullElse(rule.getTo(), List.<NetworkPolicyPeer>of())) {
          if (peer.getIpBlock() == null) {
            peers.add(peer(namespace, peer));
          }
        }
      }
      if (peers.size() > MOST) {
        return LabelExpression.UNREADABLE;
      }
    }
    LabelExpression all = peers.isEmpty() ? LabelExpression.NOTHING : new Any(List.copyOf(peers));
    return all.bytes() > MOST_BYTES ? LabelExpression.UNREADABLE : all;
  }

  /** A named port is resolved at pods, and a set of addresses has none. */
  private static boolean allowsPort(List<NetworkPolicyPort> ports) {
    return ports.isEmpty() || ports.stream().anyMatch(PodPeers::allowsPort);
  }

  private static boolean allowsPort(NetworkPolicyPort port) {
    if (!"TCP".equals(Objects.requireNonNullElse(port.getProtocol(), "TCP"))) {
      return false;
    }
    if (port.getPort() == null) {
      return true;
    }
    Integer first = port.getPort().getIntVal();
    int last = Objects.requireNonNullElse(port.getEndPort(), first == null ? 0 : first);
    return first != null
        && first <= InstanceMetadataService.PORT
        && InstanceMetadataService.PORT <= last;
  }

  private static LabelExpression peer(String namespace, NetworkPolicyPeer peer) {
    if (SelectorSize.ofBytes(peer.getPodSelector())
            + SelectorSize.ofBytes(peer.getNamespaceSelector())
        > MOST_BYTES) {
      return LabelExpression.UNREADABLE;
    }
    List<LabelExpression> parts = new ArrayList<>();
    parts.add(new In(ORCHESTRATOR, new TreeSet<>(Set.of("k8s"))));
    LabelSelector namespaces = peer.getNamespaceSelector();
    if (namespaces == null) {
      parts.add(new In(CalicoRules.NAMESPACE, new TreeSet<>(Set.of(namespace))));
    } else {
      add(Selector.of(namespaces), CalicoRules.OF_NAMESPACE, parts);
    }
    add(Selector.of(peer.getPodSelector()), "", parts);
    return new All(parts);
  }

  private static void add(Selector selector, String prefix, List<LabelExpression> parts) {
    for (Requirement requirement : selector.requirements()) {
      String key = prefix + requirement.key();
      parts.add(
          switch (requirement.operator()) {
            case IN -> new In(key, requirement.values());
            case NOT_IN -> new Not(new In(key, requirement.values()));
            case EXISTS -> new Has(key);
            case DOES_NOT_EXIST -> new Not(new Has(key));
          });
    }
  }
}
