package io.securitybaseline.controls.instancemetadata;

import io.securitybaseline.controls.instancemetadata.engine.Effect;
import io.securitybaseline.controls.instancemetadata.engine.EngineModel;
import io.securitybaseline.facts.PolicySnapshot;
import io.securitybaseline.facts.egress.Opening;
import io.securitybaseline.facts.egress.Reach;
import io.securitybaseline.facts.egress.Reading;
import java.util.Collection;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;

/** What to change in a policy so that it no longer allows the address, as the API accepts it. */
final class Openings {

  private static final String EXCEPT = "except: [169.254.169.254/32]";

  private final NamespacePolicies policies;
  private final EngineModel engine;

  Openings(NamespacePolicies policies, EngineModel engine) {
    this.policies = policies;
    this.engine = engine;
  }

  /** What to change so that the policies no longer allow the address. */
  String fix(Collection<String> names) {
    return first(names, this::fix);
  }

  /** What to change so that it becomes clear whether the policies allow the address. */
  String clarification(Collection<String> names) {
    return first(names, this::clarification);
  }

  /** For the first of the policies, which is named if there are several. */
  private String first(Collection<String> names, Function<PolicySnapshot, String> what) {
    TreeSet<String> sorted = new TreeSet<>(names);
    String first = sorted.first();
    String text = find(first).map(what).orElse("correct it");
    return sorted.size() == 1 ? text : "in %s, %s".formatted(Phrases.shortened(first), text);
  }

  private Optional<PolicySnapshot> find(String name) {
    return Stream.of(policies.foreignEgress(), policies.earlier(), policies.ownEgress())
        .flatMap(Collection::stream)
        .filter(policy -> policy.name().equals(name))
        .findFirst();
  }

  private String clarification(PolicySnapshot policy) {
    Effect effect = engine.effect(policy);
    String block = policy.egress().npm().block();
    if (effect == Effect.EARLIER_FORM) {
      return "delete and create it, because the form from before an edit may be in force";
    }
    if (effect == Effect.UNCERTAIN) {
      return block == null
          ? "use fewer labels in its selectors, because iptables may reject it"
          : "write block '%s' as a plain CIDR, because Azure NPM may not program it"
              .formatted(Phrases.shortened(block));
    }
    Reading reading = engine.reading(policy);
    boolean bySelector =
        !reading.has(Reach.MAY_REACH_SERVICE) || reading.has(Reach.SURELY_REACHES_SERVICE);
    return bySelector
        ? "select pods by their own labels, not by those of ServiceAccounts, which Calico adds"
        : fix(policy);
  }

  private String fix(PolicySnapshot policy) {
    Opening opening = engine.reading(policy).opening();
    if (opening == null) {
      return "correct it";
    }
    return switch (opening.kind()) {
      case ANY_DESTINATION ->
          "add to: [{ipBlock: {cidr: 0.0.0.0/0, %s}}] to rule %d".formatted(EXCEPT, opening.rule());
      case NAMED_PORT ->
          "write the named port of rule %d as a number, or add to: to the rule"
              .formatted(opening.rule());
      case THE_ADDRESS -> "remove peer %s of rule %d".formatted(opening.block(), opening.rule());
      case BLOCK ->
          "add %s to block %s of rule %d".formatted(EXCEPT, opening.block(), opening.rule());
      case UNCLEAR_BLOCK ->
          "write block '%s' of rule %d and its exceptions as plain CIDRs, with %s"
              .formatted(Phrases.shortened(opening.block()), opening.rule(), EXCEPT);
      case NEGATIVE_NAMESPACES ->
          "add a label that the namespaces have to the namespaceSelector of rule %d, which Azure NPM may read as every address outside"
              .formatted(opening.rule());
    };
  }
}
