package io.securitybaseline.facts.otherkinds;

import com.fasterxml.jackson.databind.JsonNode;
import io.securitybaseline.facts.egress.InstanceMetadataService;
import io.securitybaseline.facts.otherkinds.OtherPolicy.Position;
import io.securitybaseline.facts.otherkinds.OtherRule.Action;
import io.securitybaseline.facts.otherkinds.OtherRule.Extent;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads the cluster-wide kinds of {@code policy.networking.k8s.io}: ClusterNetworkPolicy, and the
 * two that it replaces, AdminNetworkPolicy and BaselineAdminNetworkPolicy.
 */
final class ClusterRules {

  /** The prefix of labels of pods. */
  static final String OF_POD = "pod:";

  /** The prefix of labels of namespaces. */
  static final String OF_NAMESPACE = "namespace:";

  private ClusterRules() {}

  static OtherPolicy read(PolicyKind kind, String name, JsonNode spec) {
    Position position = new Position(tier(kind, spec), spec.path("priority").asDouble(0));
    if (spec.path("egress").size() > OtherPolicy.MOST_RULES) {
      return OtherPolicy.unread(kind, "", name, position);
    }
    List<OtherRule> rules = new ArrayList<>();
    spec.path("egress").forEach(rule -> rules.add(rule(rule)));
    return new OtherPolicy(
        kind,
        "",
        name,
        position,
        rules.isEmpty() ? LabelExpression.NOTHING : pods(spec.path("subject")),
        Match.NO,
        rules,
        true);
  }

  private static String tier(PolicyKind kind, JsonNode spec) {
    return switch (kind) {
      case BASELINE_ADMIN -> StandardTiers.BASELINE;
      case CLUSTER ->
          spec.path("tier").asText("").equals("Baseline")
              ? StandardTiers.BASELINE
              : StandardTiers.ADMIN;
      default -> StandardTiers.ADMIN;
    };
  }

  private static LabelExpression pods(JsonNode subject) {
    JsonNode pods = subject.path("pods");
    return pods.isObject()
        ? LabelExpression.both(
            KubernetesSelector.of(pods.path("namespaceSelector"), key -> OF_NAMESPACE + key),
            KubernetesSelector.of(pods.path("podSelector"), key -> OF_POD + key))
        : KubernetesSelector.of(subject.path("namespaces"), key -> OF_NAMESPACE + key);
  }

  private static OtherRule rule(JsonNode rule) {
    Action action =
        switch (rule.path("action").asText("")) {
          case "Allow", "Accept" -> Action.ALLOW;
          case "Pass" -> Action.PASS;
          default -> Action.DENY;
        };
    boolean onAnyPort = !rule.hasNonNull("ports") && !rule.hasNonNull("protocols");
    Nets to = peers(rule.path("to"));
    return OtherRule.plain(
        action,
        onAnyPort ? to.service() : to.service().and(ports(rule)),
        onAnyPort || to.others() == Extent.NONE ? to.others() : Extent.SOME);
  }

  private static Nets peers(JsonNode peers) {
    Match service = Match.NO;
    Extent extent = Extent.NONE;
    for (JsonNode peer : peers) {
      Nets nets =
          peer.has("networks")
              ? Nets.of(peer.path("networks"))
              : new Nets(isPlainPeer(peer) ? Match.NO : Match.MAYBE, Extent.SOME);
      service = service.or(nets.service());
      extent = extent.compareTo(nets.others()) >= 0 ? extent : nets.others();
    }
    return new Nets(service, extent);
  }

  /** Peers that never have the address of the service. */
  private static boolean isPlainPeer(JsonNode peer) {
    return peer.has("namespaces") || peer.has("pods") || peer.has("nodes");
  }

  private static Match ports(JsonNode rule) {
    Match match = Match.NO;
    for (JsonNode port : rule.path("ports")) {
      match = match.or(port(port));
    }
    for (JsonNode protocol : rule.path("protocols")) {
      match = match.or(protocol(protocol));
    }
    return match;
  }

  private static Match port(JsonNode port) {
    JsonNode number = port.path("portNumber");
    JsonNode range = port.path("portRange");
    if (number.isObject()) {
      return tcp(number).and(Match.of(number.path("port").asInt() == InstanceMetadataService.PORT));
    }
    return range.isObject()
        ? tcp(range).and(Ports.isBetween(range.path("start").asText(), range.path("end").asText()))
        : Match.NO;
  }

  private static Match tcp(JsonNode port) {
    return Match.of(port.path("protocol").asText("TCP").equals("TCP"));
  }

  /** A named port is one of pods. */
  private static Match protocol(JsonNode protocol) {
    if (!protocol.has("tcp")) {
      boolean isOther =
          protocol.has("udp") || protocol.has("sctp") || protocol.has("destinationNamedPort");
      return isOther ? Match.NO : Match.MAYBE;
    }
    JsonNode port = protocol.path("tcp").path("destinationPort");
    if (port.path("number").isInt()) {
      return Match.of(port.path("number").asInt() == InstanceMetadataService.PORT);
    }
    JsonNode range = port.path("range");
    return range.isObject()
        ? Ports.isBetween(range.path("start").asText(), range.path("end").asText())
        : Match.of(port.isMissingNode());
  }
}
