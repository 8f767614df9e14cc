package io.securitybaseline.facts.otherkinds;

import com.fasterxml.jackson.databind.JsonNode;
import io.securitybaseline.facts.otherkinds.LabelExpression.Has;
import io.securitybaseline.facts.otherkinds.LabelExpression.In;
import io.securitybaseline.facts.otherkinds.LabelExpression.Not;
import io.securitybaseline.facts.otherkinds.OtherPolicy.Position;
import io.securitybaseline.facts.otherkinds.OtherRule.Action;
import io.securitybaseline.facts.otherkinds.OtherRule.Extent;
import io.securitybaseline.facts.otherkinds.OtherRule.Holders;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Reads policies of Calico as Felix does: see {@code updateprocessors} in Calico 3.28. A selector
 * of namespaces or ServiceAccounts becomes one of the labels that Calico adds to each pod.
 */
final class CalicoRules {

  /** The prefix of the labels of a pod's namespace. */
  public static final String OF_NAMESPACE = "pcns.";

  /** The prefix of the labels of a pod's ServiceAccount. */
  public static final String OF_ACCOUNT = "pcsa.";

  static final String NAMESPACE = "projectcalico.org/namespace";
  private static final LabelExpression IN_A_NAMESPACE = new Has(NAMESPACE);

  private final PolicyKind kind;
  private final String namespace;

  private CalicoRules(PolicyKind kind, String namespace) {
    this.kind = kind;
    this.namespace = namespace;
  }

  static OtherPolicy read(PolicyKind kind, String namespace, String name, JsonNode spec) {
    return new CalicoRules(kind, namespace).read(name, spec);
  }

  private OtherPolicy read(String name, JsonNode spec) {
    Position position =
        new Position(
            text(spec, "tier").isEmpty() ? OtherTier.DEFAULT : text(spec, "tier"),
            spec.path("order").asDouble(Double.POSITIVE_INFINITY));
    if (spec.path("egress").size() > OtherPolicy.MOST_RULES) {
      return OtherPolicy.unread(kind, namespace, name, position);
    }
    // One that acts before connection tracking or address translation applies to host endpoints.
    boolean ofPods =
        !spec.path("doNotTrack").asBoolean(false) && !spec.path("preDNAT").asBoolean(false);
    List<OtherRule> rules = new ArrayList<>();
    spec.path("egress").forEach(rule -> rule(rule).ifPresent(rules::add));
    return new OtherPolicy(
        kind,
        namespace,
        name,
        position,
        ofPods && governsEgress(spec.path("types")) ? pods(spec) : LabelExpression.NOTHING,
        Match.YES,
        rules,
        true);
  }

  /** Felix takes a policy without types for one of both. */
  private static boolean governsEgress(JsonNode types) {
    for (JsonNode type : types) {
      if (type.asText("").equalsIgnoreCase("Egress")) {
        return true;
      }
    }
    return types.isEmpty();
  }

  private static LabelExpression pods(JsonNode spec) {
    LabelExpression pods = CalicoSelector.of(text(spec, "selector"));
    String namespaces = text(spec, "namespaceSelector");
    if (!namespaces.isEmpty()) {
      pods =
          LabelExpression.both(pods, CalicoSelector.of(namespaces, OF_NAMESPACE, IN_A_NAMESPACE));
    }
    String accounts = text(spec, "serviceAccountSelector");
    return accounts.isEmpty()
        ? pods
        : LabelExpression.both(
            pods, CalicoSelector.of(accounts, OF_ACCOUNT, LabelExpression.EVERYTHING));
  }

  private Optional<OtherRule> rule(JsonNode rule) {
    return action(text(rule, "action"))
        .map(action -> {
          JsonNode destination = rule.path("destination");
          Match port = protocolAndPort(rule, destination);
          Nets nets = nets(destination);
          boolean limited = isLimited(rule, destination);
          Holders holders = holders(destination);
          return new OtherRule(
              action,
              port.and(nets.service()).and(unreadable(rule, destination)),
              source(rule.path("source")),
              holders,
              limited || !holders.equals(Holders.ANY) ? least(nets.others()) : nets.others());
        });
  }

  private static Optional<Action> action(String name) {
    return switch (name) {
      case "Allow" -> Optional.of(Action.ALLOW);
      case "Deny" -> Optional.of(Action.DENY);
      case "Pass" -> Optional.of(Action.PASS);
      default -> Optional.empty();
    };
  }

  private static Extent least(Extent extent) {
    return extent == Extent.NONE ? Extent.NONE : Extent.SOME;
  }

  private static Nets nets(JsonNode destination) {
    JsonNode in = destination.path("nets");
    JsonNode not = destination.path("notNets");
    Nets included = in.isEmpty() ? new Nets(Match.YES, Extent.ALL) : Nets.of(in);
    if (not.isEmpty()) {
      return included;
    }
    Nets excluded = Nets.of(not);
    return new Nets(
        included.service().and(excluded.service().negated()),
        excluded.others() == Extent.NONE ? included.others() : least(included.others()));
  }

  /** Whether anything but the destination's blocks and labels limits the rule. */
  private static boolean isLimited(JsonNode rule, JsonNode destination) {
    return rule.has("protocol")
        || rule.has("notProtocol")
        || rule.has("icmp")
        || rule.has("notICMP")
        || rule.has("ipVersion")
        || rule.has("http")
        || !destination.path("ports").isEmpty()
        || !destination.path("notPorts").isEmpty()
        || unreadable(rule, destination) != Match.YES;
  }

  private static Match protocolAndPort(JsonNode rule, JsonNode destination) {
    Match match = Match.of(rule.path("ipVersion").asInt(4) == 4);
    if (rule.has("protocol")) {
      match = match.and(Match.of(isTcp(rule.path("protocol"))));
    }
    if (rule.has("notProtocol")) {
      match = match.and(Match.of(!isTcp(rule.path("notProtocol"))));
    }
    if (!destination.path("ports").isEmpty()) {
      match = match.and(Ports.ofCalico(destination.path("ports")));
    }
    if (!destination.path("notPorts").isEmpty()) {
      match = match.and(Ports.ofCalico(destination.path("notPorts")).negated());
    }
    return match;
  }

  private static boolean isTcp(JsonNode protocol) {
    return protocol.asText("").equalsIgnoreCase("TCP") || protocol.asText("").equals("6");
  }

  /** Conditions whose effect on the service is not known. Endpoints of Services never have it. */
  private static Match unreadable(JsonNode rule, JsonNode destination) {
    JsonNode source = rule.path("source");
    boolean unknown =
        rule.has("http")
            || destination.has("domains")
            || !destination.path("serviceAccounts").isEmpty()
            || !source.path("nets").isEmpty()
            || !source.path("notNets").isEmpty()
            || !source.path("ports").isEmpty()
            || !source.path("notPorts").isEmpty()
            || !source.path("serviceAccounts").isEmpty();
    return destination.has("services") ? Match.NO : unknown ? Match.MAYBE : Match.YES;
  }

  private LabelExpression source(JsonNode source) {
    LabelExpression selected = CalicoSelector.of(text(source, "selector"));
    if (!text(source, "namespaceSelector").isEmpty()) {
      selected = LabelExpression.both(selected, namespaces(text(source, "namespaceSelector")));
    }
    String not = text(source, "notSelector");
    return not.isEmpty()
        ? selected
        : LabelExpression.both(selected, new Not(CalicoSelector.of(not)));
  }

  private Holders holders(JsonNode destination) {
    String selector = text(destination, "selector");
    String not = text(destination, "notSelector");
    String namespaces = text(destination, "namespaceSelector");
    if (selector.isEmpty() && not.isEmpty() && namespaces.isEmpty()) {
      return Holders.ANY;
    }
    LabelExpression inNamespace =
        !namespaces.isEmpty()
            ? namespaces(namespaces)
            : namespace.isEmpty()
                ? LabelExpression.EVERYTHING
                : new In(NAMESPACE, new TreeSet<>(List.of(namespace)));
    if (selector.isEmpty() && namespaces.isEmpty() && namespace.isEmpty()) {
      return Holders.except(CalicoSelector.of(not));
    }
    LabelExpression selected = LabelExpression.both(inNamespace, CalicoSelector.of(selector));
    return Holders.of(
        not.isEmpty() ? selected : LabelExpression.both(selected, new Not(CalicoSelector.of(not))));
  }

  /** {@code global()} selects what is in no namespace. */
  private static LabelExpression namespaces(String selector) {
    return selector.strip().equals("global()")
        ? new Not(IN_A_NAMESPACE)
        : CalicoSelector.of(selector, OF_NAMESPACE, IN_A_NAMESPACE);
  }

  private static String text(JsonNode node, String field) {
    return node.path(field).asText("");
  }
}
