package io.securitybaseline.controls.instancemetadata.otherkinds;

import io.securitybaseline.facts.otherkinds.AddressHolder;
import io.securitybaseline.facts.otherkinds.LabelExpression;
import io.securitybaseline.facts.otherkinds.LabelSource;
import io.securitybaseline.facts.otherkinds.Match;
import io.securitybaseline.facts.otherkinds.OtherKinds;
import io.securitybaseline.facts.otherkinds.OtherPolicy;
import io.securitybaseline.facts.otherkinds.OtherRule;
import io.securitybaseline.facts.otherkinds.OtherRule.Holders;
import io.securitybaseline.facts.otherkinds.PolicyKind.Family;
import io.securitybaseline.kubernetes.Selector;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongConsumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The policies of other kinds that the engine enforces, or may enforce, in one namespace. */
public final class OtherPolicies {

  /** There are none. */
  public static final OtherPolicies NONE =
      new OtherPolicies(
          new NamespaceIdentity("", Map.of()), Enforcer.PLAIN, OtherKinds.NONE, List.of());

  private final NamespaceIdentity namespace;
  private final Enforcer enforcer;
  private final List<AddressHolder> holders;
  private final List<OtherPolicy> policies;
  private final List<Stage> stages;

  private OtherPolicies(
      NamespaceIdentity namespace,
      Enforcer enforcer,
      OtherKinds cluster,
      List<OtherPolicy> policies) {
    this.namespace = namespace;
    this.enforcer = enforcer;
    this.holders = cluster.holders();
    this.policies = policies;
    this.stages =
        policies.isEmpty()
            ? List.of()
            : Stages.of(enforcer.form(), namespace.name(), cluster.tiers(), policies);
  }

  /**
   * Those of the cluster and of the namespace.
   *
   * @param inNamespace policies of the namespace
   */
  public static OtherPolicies of(
      NamespaceIdentity namespace,
      Enforcer enforcer,
      OtherKinds cluster,
      List<OtherPolicy> inNamespace) {
    List<OtherPolicy> enforced =
        Stream.concat(cluster.policies().stream(), inNamespace.stream())
            .filter(policy -> enforcer.enforces(policy.kind().family()) != Match.NO)
            .filter(
                policy -> !PodSets.of(policy.pods(), policy.kind().family(), namespace).isEmpty())
            .toList();
    return new OtherPolicies(namespace, enforcer, cluster, enforced);
  }

  /** Whether none of them selects a pod of the namespace, and no set has the address. */
  public boolean isEmpty() {
    return policies.isEmpty() && !hasHolders();
  }

  /** Whether there are sets of addresses that the engine selects like pods. */
  public boolean hasHolders() {
    return enforcer.enforces(Family.CALICO) != Match.NO && !holders.isEmpty();
  }

  /** Whether labels select a set of addresses that has the service's. */
  public Match selectsHolder(LabelExpression peers) {
    return enforcer.enforces(Family.CALICO).and(matchesHolders(Holders.of(peers)));
  }

  /** Whether the engine is Cilium, where a deny takes precedence over every allow. */
  public boolean isOfCilium() {
    return enforcer.form() == Enforcer.Form.CILIUM;
  }

  /** The keys of pods' labels that the result depends on. */
  public Set<String> podKeys() {
    return policies.stream()
        .flatMap(policy ->
            Stream.concat(
                    policy.pods().keys(),
                    policy.rules().stream().map(OtherRule::source).flatMap(LabelExpression::keys))
                .flatMap(key -> EngineLabels.ofPod(policy.kind().family(), key).stream()))
        .collect(Collectors.toUnmodifiableSet());
  }

  /**
   * How a pod stands to the service.
   *
   * @param labels of the pod
   * @param networkPolicies what NetworkPolicies do to it
   * @param spend is given steps before they are taken
   */
  public Standing standing(
      Map<String, String> labels, NetworkPolicies networkPolicies, LongConsumer spend) {
    if (policies.isEmpty()) {
      return Standing.NONE;
    }
    policies.forEach(policy -> spend.accept(policy.steps() * (1 + holders.size())));
    return Walk.through(stages, view(LabelSource.known(labels)), networkPolicies);
  }

  /** Whether they block the service for every pod that may ever start in the namespace. */
  public boolean blockEveryPod() {
    return !policies.isEmpty()
        && Walk.through(
                    stages, view(KnownLabels.of(Selector.EVERYTHING)), NetworkPolicies.SELECT_NONE)
                .state()
            == Standing.State.BLOCKED;
  }

  List<OtherPolicy> all() {
    return policies;
  }

  NamespaceIdentity namespace() {
    return namespace;
  }

  List<Stage> stages() {
    return stages;
  }

  Match enforces(OtherPolicy policy) {
    return enforcer.enforces(policy.kind().family());
  }

  /** What the policies do to a pod with the labels. */
  Walk.View view(LabelSource pod) {
    return new Walk.View() {
      @Override
      public Match selects(OtherPolicy policy) {
        Family family = policy.kind().family();
        return enforces(policy).and(policy.pods().test(EngineLabels.of(family, namespace, pod)));
      }

      @Override
      public Match matches(OtherPolicy policy, OtherRule rule) {
        LabelSource labels = EngineLabels.of(policy.kind().family(), namespace, pod);
        return rule.service().and(rule.source().test(labels)).and(matchesHolders(rule.holders()));
      }
    };
  }

  /** The first set of addresses that the labels select, or may select. */
  public Optional<String> firstHolder(LabelExpression peers) {
    return holders.stream()
        .filter(holder -> peers.test(EngineLabels.of(holder, namespace)) != Match.NO)
        .map(AddressHolder::shown)
        .findFirst();
  }

  private Match matchesHolders(Holders destination) {
    if (destination.equals(Holders.ANY)) {
      return Match.YES;
    }
    Match selected = Match.NO;
    for (AddressHolder holder : holders) {
      selected =
          selected.or(
              holder.holds().and(destination.selected().test(EngineLabels.of(holder, namespace))));
    }
    return destination.negated() ? selected.negated() : selected;
  }
}
