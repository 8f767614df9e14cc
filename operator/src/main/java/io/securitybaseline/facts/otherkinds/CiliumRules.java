package io.securitybaseline.facts.otherkinds;

import com.fasterxml.jackson.databind.JsonNode;
import io.securitybaseline.facts.otherkinds.LabelExpression.In;
import io.securitybaseline.facts.otherkinds.OtherPolicy.Position;
import io.securitybaseline.facts.otherkinds.OtherRule.Action;
import io.securitybaseline.facts.otherkinds.OtherRule.Extent;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Reads Cilium's own policies as its agent 1.20 does: rules are a union, and a deny takes
 * precedence over every allow. A list of rules in {@code specs} is read as one policy each.
 */
final class CiliumRules {

  /** The label with the name of a pod's namespace. */
  static final String NAMESPACE = "io.kubernetes.pod.namespace";

  private static final Set<String> WORLD = Set.of("all", "world", "world-ipv4");
  private static final Set<String> PLACES =
      Set.of(
          "toEndpoints",
          "toRequires",
          "toCIDR",
          "toCIDRSet",
          "toEntities",
          "toServices",
          "toFQDNs",
          "toGroups",
          "toNodes");

  private final PolicyKind kind;
  private final String namespace;
  private final String name;

  private CiliumRules(PolicyKind kind, String namespace, String name) {
    this.kind = kind;
    this.namespace = namespace;
    this.name = name;
  }

  static List<OtherPolicy> read(
      PolicyKind kind, String namespace, String name, JsonNode spec, JsonNode specs) {
    CiliumRules reader = new CiliumRules(kind, namespace, name);
    int rules = spec.path("egress").size() + spec.path("egressDeny").size();
    for (JsonNode each : specs) {
      rules += 1 + each.path("egress").size() + each.path("egressDeny").size();
    }
    if (rules > OtherPolicy.MOST_RULES) {
      return List.of(OtherPolicy.unread(kind, namespace, name, Position.NONE));
    }
    List<OtherPolicy> read = new ArrayList<>();
    if (spec.isObject()) {
      read.add(reader.read(spec));
    }
    specs.forEach(each -> read.add(reader.read(each)));
    return read;
  }

  private OtherPolicy read(JsonNode spec) {
    List<OtherRule> rules = new ArrayList<>();
    spec.path("egressDeny").forEach(rule -> rules.add(rule(Action.DENY, rule)));
    spec.path("egress").forEach(rule -> rules.add(rule(Action.ALLOW, rule)));
    JsonNode defaultDeny = spec.path("enableDefaultDeny").path("egress");
    return new OtherPolicy(
        kind,
        namespace,
        name,
        Position.NONE,
        rules.isEmpty() ? LabelExpression.NOTHING : pods(spec.path("endpointSelector")),
        Match.of(defaultDeny.isBoolean() ? defaultDeny.booleanValue() : !rules.isEmpty()),
        rules,
        true);
  }

  /** A policy with a nodeSelector instead is one of nodes. */
  private LabelExpression pods(JsonNode selector) {
    LabelExpression pods = KubernetesSelector.of(selector, CiliumRules::key);
    return namespace.isEmpty()
        ? pods
        : LabelExpression.both(pods, new In(NAMESPACE, new TreeSet<>(List.of(namespace))));
  }

  /** Without a source, or with {@code any}, a label of every source matches. */
  private static String key(String written) {
    for (String source : List.of("k8s:", "any:", "k8s.", "any.")) {
      if (written.startsWith(source)) {
        return written.substring(source.length());
      }
    }
    return written;
  }

  private static OtherRule rule(Action action, JsonNode rule) {
    boolean anywhere = PLACES.stream().noneMatch(rule::hasNonNull);
    JsonNode ports = rule.path("toPorts");
    if (rule.hasNonNull("icmps") || (anywhere && ports.isEmpty())) {
      // A rule without anything in it allows nothing.
      return OtherRule.plain(action, Match.NO, anywhere ? Extent.NONE : Extent.SOME);
    }
    Match service = anywhere ? Match.YES : places(rule);
    Extent others = anywhere ? Extent.ALL : others(rule);
    return ports.isEmpty()
        ? OtherRule.plain(action, service, others)
        : OtherRule.plain(
            action, service.and(ports(ports)), others == Extent.NONE ? others : Extent.SOME);
  }

  private static Match places(JsonNode rule) {
    Match match = Nets.of(rule.path("toCIDR")).service();
    for (JsonNode block : rule.path("toCIDRSet")) {
      match = match.or(block(block));
    }
    for (JsonNode entity : rule.path("toEntities")) {
      match = match.or(Match.of(WORLD.contains(entity.asText(""))));
    }
    boolean unknown =
        !rule.path("toFQDNs").isEmpty()
            || !rule.path("toServices").isEmpty()
            || !rule.path("toGroups").isEmpty()
            || !rule.path("toRequires").isEmpty();
    return unknown ? match.or(Match.MAYBE) : match;
  }

  private static Match block(JsonNode block) {
    if (!block.hasNonNull("cidr")) {
      return Match.MAYBE;
    }
    Match excepted = Nets.of(block.path("except")).service();
    return Nets.of(List.of(block.path("cidr"))).service().and(excepted.negated());
  }

  /** A block never contains pods, nodes or the host, so that only all entities are everything. */
  private static Extent others(JsonNode rule) {
    for (JsonNode entity : rule.path("toEntities")) {
      if (entity.asText("").equals("all")) {
        return Extent.ALL;
      }
    }
    boolean blocksOnly =
        PLACES.stream().filter(rule::hasNonNull).allMatch(place -> place.equals("toCIDR"));
    return blocksOnly && Nets.of(rule.path("toCIDR")).others() == Extent.NONE
        ? Extent.NONE
        : Extent.SOME;
  }

  private static Match ports(JsonNode entries) {
    Match match = Match.NO;
    for (JsonNode entry : entries) {
      if (entry.path("ports").isEmpty()) {
        match = match.or(Match.MAYBE);
      }
      for (JsonNode port : entry.path("ports")) {
        match = match.or(port(port));
      }
    }
    return match;
  }

  private static Match port(JsonNode port) {
    String protocol = port.path("protocol").asText("ANY");
    if (!protocol.equals("ANY") && !protocol.equals("TCP") && !protocol.isEmpty()) {
      return Match.NO;
    }
    String first = port.path("port").asText("");
    if (first.isEmpty() || first.equals("0")) {
      return Match.YES;
    }
    int end = port.path("endPort").asInt(0);
    return Ports.isBetween(first, end == 0 ? first : String.valueOf(end));
  }
}
