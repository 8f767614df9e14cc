package io.securitybaseline.controls.instancemetadata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyEgressRule;
import io.securitybaseline.api.spec.AllowedPods;
import io.securitybaseline.api.spec.EngineChoice;
import io.securitybaseline.api.spec.InstanceMetadataSpec;
import io.securitybaseline.api.spec.SecurityBaselineSpec;
import io.securitybaseline.control.Baseline;
import io.securitybaseline.control.Change;
import io.securitybaseline.control.Compliance;
import io.securitybaseline.control.Finding;
import io.securitybaseline.control.Ownership;
import io.securitybaseline.control.Verdict;
import io.securitybaseline.controls.instancemetadata.BruteForce.Target;
import io.securitybaseline.facts.ClusterSnapshot;
import io.securitybaseline.facts.NamespaceSnapshot;
import io.securitybaseline.facts.PodSnapshot;
import io.securitybaseline.facts.PolicySnapshot;
import io.securitybaseline.kubernetes.NetworkEngine;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Enforce, carried out change by change, some of which the API server rejects at first: tenants
 * have one set of policies, we converge; then they have another, and we converge again. Judged by
 * {@link BruteForce} for every pod there can be.
 */
class ConvergencePropertyTest {

  private static final Target ADDRESS = Target.of("169.254.169.254");
  private static final List<Map<String, String>> EVERY_POD = Scenario.everyPod();

  private final InstanceMetadataControl control = new InstanceMetadataControl();

  static LongStream seeds() {
    return LongStream.range(0, 100);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void enforcing(long seed) {
    Scenario scenario = new Scenario(seed);
    World world = new World(scenario);
    world.tenants(scenario.policies(3));
    world.converge();
    if (scenario.oneOf(true, false)) {
      world.tamper();
    }
    world.tenants(scenario.policies(3));
    world.converge();
  }

  /** A namespace, and the engine that gives its policies their effect. */
  private final class World {

    private final Scenario scenario;
    private final ClusterSnapshot cluster;
    private final Baseline baseline;
    private final Map<String, NetworkPolicy> policies = new TreeMap<>();
    private int writes;

    World(Scenario scenario) {
      this.scenario = scenario;
      NetworkEngine engine = scenario.oneOf(NetworkEngine.AZURE_NPM, NetworkEngine.CALICO);
      this.cluster =
          new ClusterSnapshot(
              Map.of(engine, "v1"),
              scenario.oneOf(true, false),
              scenario.oneOf(true, false),
              false,
              false,
              false,
              null);
      AllowedPods allowed = scenario.oneOf(true, false) ? new AllowedPods("a", List.of("z")) : null;
      SecurityBaselineSpec defaults = SecurityBaselineSpec.defaults();
      this.baseline =
          new Baseline(
              "baseline-1",
              new SecurityBaselineSpec(
                  defaults.mode(),
                  false,
                  defaults.deletionPolicy(),
                  defaults.namespaces(),
                  defaults.rollout(),
                  defaults.exemptions(),
                  new InstanceMetadataSpec(null, EngineChoice.AUTO, allowed, false),
                  defaults.groupBindings(),
                  defaults.nodes(),
                  defaults.cluster(),
                  defaults.podSecurity(),
                  defaults.leastPrivilege(),
                  defaults.reports()));
    }

    void tenants(List<NetworkPolicy> theirs) {
      policies.values().removeIf(policy -> !Ownership.isOurs(policy));
      theirs.forEach(policy -> policies.put(policy.getMetadata().getName(), policy));
    }

    /** Another client edits a policy of the operator, opens it or deletes it. */
    void tamper() {
      List<NetworkPolicy> ours = ours();
      if (ours.isEmpty()) {
        return;
      }
      NetworkPolicy chosen = scenario.oneOf(ours);
      String name = chosen.getMetadata().getName();
      NetworkPolicy tampered = new NetworkPolicyBuilder(chosen).build();
      switch (scenario.oneOf("selector", "egress", "delete", "copy")) {
        case "selector" -> tampered.getSpec().setPodSelector(scenario.selector());
        case "egress" -> tampered.getSpec().setEgress(List.of(new NetworkPolicyEgressRule()));
        case "delete" -> {
          policies.remove(name);
          return;
        }
        default -> name = name + "-copy";
      }
      tampered.getMetadata().setName(name);
      policies.put(name, tampered);
    }

    void converge() {
      Reach tenantsAlone = reach(theirs());
      Reach before = reach(policies.values());
      Set<Map<String, String>> cutBefore = cutOff();
      List<Set<Map<String, String>>> onTheWay = new ArrayList<>();
      Verdict verdict = evaluate();
      int passes = 0;
      while (!verdict.enforce().isEmpty()) {
        assertThat(++passes).as("passes").isLessThanOrEqualTo(4);
        nothingGoesBeforeItsReplacement(verdict);
        for (Change change : verdict.enforce()) {
          boolean refused = passes == 1 && scenario.oneOf(true, false, false);
          if (!refused) {
            apply(change);
          }
          onTheWay.add(cutOff());
          reach(policies.values()).assertWithin(tenantsAlone, before);
        }
        verdict = evaluate();
      }
      reach(withoutCopies()).assertWithin(tenantsAlone, tenantsAlone);
      Set<Map<String, String>> cutAfter = cutOff();
      for (Set<Map<String, String>> cut : onTheWay) {
        assertThat(cut).containsAll(cutBefore.stream().filter(cutAfter::contains).toList());
      }
      if (verdict.findings().stream()
          .map(Finding::reason)
          .noneMatch(Reasons.TOO_MANY_SELECTORS::equals)) {
        everyPodThatTenantsLeaveOpenIsCutOff(cutAfter);
        assertThat(ours()).hasSizeLessThanOrEqualTo(PolicyNames.MOST_POLICIES);
        assertThat(verdict.compliance() == Compliance.VIOLATING)
            .isEqualTo(
                EVERY_POD.stream().anyMatch(pod -> !isAllowed(pod) && !cutAfter.contains(pod)));
      }
    }

    /** A copy of a policy of the operator belongs to the client that made it. */
    private List<NetworkPolicy> withoutCopies() {
      return policies.values().stream()
          .filter(policy -> !policy.getMetadata().getName().endsWith("-copy"))
          .toList();
    }

    private void everyPodThatTenantsLeaveOpenIsCutOff(Set<Map<String, String>> cut) {
      List<NetworkPolicy> theirs = inEffect(theirs());
      for (Map<String, String> pod : EVERY_POD) {
        if (!isAllowed(pod) && !BruteForce.isolated(pod, theirs)) {
          assertThat(cut).contains(pod);
        }
      }
    }

    /** A pass that deletes does nothing else, and no pod notices. */
    private void nothingGoesBeforeItsReplacement(Verdict verdict) {
      List<String> deleted =
          verdict.enforce().stream()
              .filter(Change.Delete.class::isInstance)
              .map(change -> change.object().getMetadata().getName())
              .toList();
      if (deleted.isEmpty()) {
        return;
      }
      List<NetworkPolicy> left =
          policies.values().stream()
              .filter(policy -> !deleted.contains(policy.getMetadata().getName()))
              .toList();
      for (Map<String, String> pod : EVERY_POD) {
        if (!isAllowed(pod) && isCutOff(pod, policies.values())) {
          assertThat(isCutOff(pod, left)).as("%s without %s", pod, deleted).isTrue();
        }
      }
    }

    private void apply(Change change) {
      NetworkPolicy object = (NetworkPolicy) change.object();
      String name = object.getMetadata().getName();
      NetworkPolicy actual = policies.get(name);
      switch (change) {
        case Change.Create _ -> assertThat(actual).isNull();
        case Change.Update update -> {
          assertThat(Change.Seen.of(Objects.requireNonNull(actual))).isEqualTo(update.seen());
          if (cluster.engines().containsKey(NetworkEngine.AZURE_NPM)) {
            assertThat(SameSpec.same(actual.getSpec(), object.getSpec())).isTrue();
          }
        }
        case Change.Delete delete ->
            assertThat(Change.Seen.of(Objects.requireNonNull(actual))).isEqualTo(delete.seen());
        case Change.Replace _ -> fail("a policy is applied, not replaced");
        case Change.SwapSubjects _ -> fail("a policy has no subjects");
      }
      if (change instanceof Change.Delete) {
        policies.remove(name);
        return;
      }
      policies.put(
          name,
          new NetworkPolicyBuilder(object)
              .editMetadata()
              .withUid("uid-" + name)
              .withResourceVersion("w" + writes++)
              .endMetadata()
              .build());
    }

    private Verdict evaluate() {
      List<NetworkPolicy> all = List.copyOf(policies.values());
      List<PodSnapshot> pods =
          EVERY_POD.stream().map(it -> new PodSnapshot("Pod/" + it, it, false, false)).toList();
      Verdict verdict = control.evaluate(snapshot(all, pods), baseline);
      assertThat(
              control.evaluate(snapshot(scenario.shuffled(all), scenario.shuffled(pods)), baseline))
          .isEqualTo(verdict);
      assertThat(verdict.findings())
          .allSatisfy(it -> assertThat(it.message().length()).isLessThanOrEqualTo(300));
      return verdict;
    }

    private NamespaceSnapshot snapshot(List<NetworkPolicy> all, List<PodSnapshot> pods) {
      List<PolicySnapshot> read = all.stream().map(PolicySnapshot::of).toList();
      return new NamespaceSnapshot("shop", "namespace-1", Map.of(), read, pods, List.of(), cluster);
    }

    private boolean isAllowed(Map<String, String> pod) {
      return baseline.spec().instanceMetadata().allowedPods() != null && "z".equals(pod.get("a"));
    }

    private Set<Map<String, String>> cutOff() {
      return EVERY_POD.stream()
          .filter(pod -> isCutOff(pod, policies.values()))
          .collect(Collectors.toSet());
    }

    private boolean isCutOff(Map<String, String> pod, Collection<NetworkPolicy> all) {
      return !BruteForce.reaches(pod, inEffect(all), ADDRESS, "TCP", 80);
    }

    private List<NetworkPolicy> ours() {
      return policies.values().stream().filter(Ownership::isOurs).toList();
    }

    private List<NetworkPolicy> theirs() {
      return policies.values().stream().filter(policy -> !Ownership.isOurs(policy)).toList();
    }

    /**
     * Azure NPM programs nothing of a policy with an IPv6 block in it, unless a rule that allows
     * everything keeps it from reading the block.
     */
    private List<NetworkPolicy> inEffect(Collection<NetworkPolicy> all) {
      return all.stream()
          .filter(policy ->
              !cluster.engines().containsKey(NetworkEngine.AZURE_NPM)
                  || policy.getSpec().getEgress().stream()
                      .anyMatch(rule -> rule.getTo().isEmpty() && rule.getPorts().isEmpty())
                  || policy.getSpec().getEgress().stream()
                      .flatMap(rule -> rule.getTo().stream())
                      .noneMatch(peer ->
                          peer.getIpBlock() != null && peer.getIpBlock().getCidr().contains(":")))
          .toList();
    }

    private Reach reach(Collection<NetworkPolicy> all) {
      return new Reach(inEffect(all));
    }
  }

  /** Which pod reaches what. */
  private record Reach(List<NetworkPolicy> policies) {

    void assertWithin(Reach tenants, Reach before) {
      List<NetworkPolicy> all = new ArrayList<>(policies);
      all.addAll(tenants.policies);
      List<Target> targets = List.copyOf(BruteForce.boundaries(all));
      for (Map<String, String> pod : EVERY_POD) {
        for (Target target : targets) {
          for (int port : new int[] {80, 443, 2000}) {
            if (BruteForce.reaches(pod, policies, target, "TCP", port)
                && !BruteForce.reaches(pod, tenants.policies, target, "TCP", port)
                && !BruteForce.reaches(pod, before.policies, target, "TCP", port)) {
              fail("%s did not reach %s:%d before", pod, target.address(), port);
            }
          }
        }
      }
    }
  }
}
