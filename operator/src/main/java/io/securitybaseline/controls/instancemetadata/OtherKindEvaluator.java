package io.securitybaseline.controls.instancemetadata;

import io.securitybaseline.api.spec.InstanceMetadataSpec;
import io.securitybaseline.controls.instancemetadata.Engine.Kind;
import io.securitybaseline.controls.instancemetadata.PodEvaluator.Evaluation;
import io.securitybaseline.controls.instancemetadata.otherkinds.Enforcer;
import io.securitybaseline.controls.instancemetadata.otherkinds.Lift;
import io.securitybaseline.controls.instancemetadata.otherkinds.Lifts;
import io.securitybaseline.controls.instancemetadata.otherkinds.NamespaceIdentity;
import io.securitybaseline.controls.instancemetadata.otherkinds.NetworkPolicies;
import io.securitybaseline.controls.instancemetadata.otherkinds.OtherPolicies;
import io.securitybaseline.controls.instancemetadata.otherkinds.Standing;
import io.securitybaseline.facts.NamespaceSnapshot;
import io.securitybaseline.facts.PodSnapshot;
import io.securitybaseline.facts.otherkinds.OtherKinds;
import io.securitybaseline.facts.otherkinds.OtherPolicy;
import io.securitybaseline.kubernetes.NetworkEngine;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What policies of other kinds add to what NetworkPolicies do to the pods of a namespace. */
final class OtherKindEvaluator {

  private static final Evaluation DENIED =
      new Evaluation(PodExposure.BLOCKED, List.of(), List.of());

  /** What of a pod makes a difference. */
  private record Distinction(Map<String, String> labels, Evaluation byNetworkPolicies) {}

  private final OtherPolicies policies;
  private final List<Lift> lifts;
  private final HolderPeers peers;
  private final AskedLabels asked;
  private final WorkBudget budget;
  private final Map<Distinction, Evaluation> evaluated = new HashMap<>();

  private OtherKindEvaluator(
      OtherPolicies policies,
      List<Lift> lifts,
      HolderPeers peers,
      Set<String> keys,
      WorkBudget budget) {
    this.policies = policies;
    this.lifts = List.copyOf(lifts);
    this.peers = peers;
    this.asked = new AskedLabels(keys, budget);
    this.budget = budget;
  }

  /** Where there are no policies of other kinds, or they are left out. */
  static OtherKindEvaluator none() {
    return new OtherKindEvaluator(
        OtherPolicies.NONE, List.of(), new HolderPeers(List.of()), Set.of(), new WorkBudget(0));
  }

  /**
   * Reads the policies of the cluster and of the namespace.
   *
   * @throws WorkBudget.Exceeded if the budget does not suffice
   */
  static OtherKindEvaluator of(
      NamespaceSnapshot namespace,
      Engine engine,
      List<OtherPolicy> inNamespace,
      InstanceMetadataSpec spec,
      WorkBudget budget) {
    OtherKinds ofCluster = namespace.cluster().otherKinds();
    if (inNamespace.isEmpty() && ofCluster.policies().isEmpty() && ofCluster.holders().isEmpty()) {
      return none();
    }
    OtherPolicies policies =
        OtherPolicies.of(
            new NamespaceIdentity(namespace.name(), namespace.labels()),
            enforcer(namespace, engine),
            withoutOwn(ofCluster),
            inNamespace);
    HolderPeers peers = HolderPeers.of(namespace.policies(), policies, budget);
    boolean appliesNetworkPolicies = engine.form() != Kind.CILIUM_DENY;
    return new OtherKindEvaluator(
        policies,
        appliesNetworkPolicies && !spec.allowLiftingDeny()
            ? Lifts.of(policies, namespace.cluster().ipv6(), budget::spend)
            : List.of(),
        peers,
        Stream.concat(policies.podKeys().stream(), peers.podKeys())
            .collect(Collectors.toUnmodifiableSet()),
        budget);
  }

  private static Enforcer enforcer(NamespaceSnapshot namespace, Engine engine) {
    Map<NetworkEngine, String> versions = namespace.cluster().engines();
    return switch (engine.form()) {
      case CALICO -> Enforcer.of(Enforcer.Form.CALICO, versions.get(NetworkEngine.CALICO));
      case CILIUM_DENY, CILIUM_LEGACY ->
          Enforcer.of(Enforcer.Form.CILIUM, versions.get(NetworkEngine.CILIUM));
      case OTHER -> Enforcer.of(Enforcer.Form.OTHER, null);
      case UNKNOWN -> Enforcer.of(Enforcer.Form.UNKNOWN, null);
      case AZURE_NPM, NONE -> Enforcer.PLAIN;
    };
  }

  /**
   * The policy with the operator's name, of whichever owner, is evaluated by {@link CiliumDeny}.
   */
  private static OtherKinds withoutOwn(OtherKinds kinds) {
    return kinds.without(policy -> policy.name().equals(PolicyNames.FIRST));
  }

  /** The policies whose blocks a policy of the operator would lift. */
  List<Lift> lifts() {
    return lifts;
  }

  /** The same remediation; what policies of other kinds block needs no policy of the operator. */
  Remediation with(Remediation remedy) {
    return !remedy.inPlace() && policies.blockEveryPod() ? remedy.asInPlace() : remedy;
  }

  /** The pods that no policy of the operator may select because of that. */
  List<SelectorTerm> tighter() {
    return lifts.stream()
        .flatMap(lift -> lift.pods().stream())
        .flatMap(pods -> SelectorTerm.of(pods).stream())
        .distinct()
        .toList();
  }

  /** How the pod stands to the address, beside what NetworkPolicies lead to. */
  Evaluation over(PodSnapshot pod, Evaluation byNetworkPolicies) {
    return policies.isEmpty()
        ? byNetworkPolicies
        : evaluated.computeIfAbsent(
            new Distinction(asked.of(pod.labels()), byNetworkPolicies), this::evaluate);
  }

  /** The same for a pod for which the operator's policy of Cilium denies the address. */
  Evaluation overDenied(PodSnapshot pod) {
    return over(pod, DENIED);
  }

  /** All evaluations so far in which policies of other kinds decide. */
  Collection<Evaluation> all() {
    return evaluated.values();
  }

  private Evaluation evaluate(Distinction pods) {
    Evaluation before = pods.byNetworkPolicies();
    Standing standing =
        switch (before.state()) {
          case BLOCKED, ALREADY_ISOLATED -> ofBlocked(pods);
          case REOPENED -> standing(pods, NetworkPolicies.ALLOW);
          case UNRESTRICTED -> standing(pods, NetworkPolicies.SELECT_NONE);
          default -> Standing.NONE;
        };
    List<String> because = List.copyOf(standing.because());
    return switch (standing.state()) {
      case AS_NETWORK_POLICIES -> before;
      case OPENED -> new Evaluation(PodExposure.OPENED_BY_OTHER_KIND, because, List.of());
      case BLOCKED -> new Evaluation(PodExposure.BLOCKED_BY_OTHER_KIND, because, List.of());
      case UNKNOWN -> new Evaluation(PodExposure.UNCERTAIN_BY_OTHER_KIND, because, List.of());
    };
  }

  private Standing ofBlocked(Distinction pods) {
    if (pods.byNetworkPolicies().equals(DENIED) && policies.isOfCilium()) {
      return standing(pods, NetworkPolicies.DENIED_BY_CILIUM);
    }
    Standing allowed = peers.over(pods.labels(), budget);
    if (allowed.state() == Standing.State.AS_NETWORK_POLICIES) {
      return standing(pods, NetworkPolicies.BLOCK);
    }
    Standing before = standing(pods, NetworkPolicies.ALLOW);
    return before.state() == Standing.State.AS_NETWORK_POLICIES ? allowed : before;
  }

  private Standing standing(Distinction pods, NetworkPolicies networkPolicies) {
    return policies.standing(pods.labels(), networkPolicies, budget::spend);
  }
}
