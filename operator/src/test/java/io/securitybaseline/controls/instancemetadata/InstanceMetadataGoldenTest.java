package io.securitybaseline.controls.instancemetadata;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.securitybaseline.api.spec.SecurityBaselineSpec;
import io.securitybaseline.control.Baseline;
import io.securitybaseline.control.Verdict;
import io.securitybaseline.controls.golden.AdmissionCase;
import io.securitybaseline.controls.golden.GoldenCase;
import io.securitybaseline.controls.golden.GoldenCases;
import io.securitybaseline.facts.ClusterScopeSnapshot;
import io.securitybaseline.facts.ClusterSnapshot;
import io.securitybaseline.facts.EngineAgent;
import io.securitybaseline.facts.EngineAgents;
import io.securitybaseline.facts.NamespaceSnapshot;
import io.securitybaseline.facts.PodSnapshot;
import io.securitybaseline.facts.PolicySnapshot;
import io.securitybaseline.facts.TigeraNamespaces;
import io.securitybaseline.facts.azure.ReportedEngine;
import io.securitybaseline.kubernetes.NetworkEngine;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * The cases in {@code control/instancemetadata}. With an {@code in-scope.yaml}, the cluster's part;
 * with an {@code in-admission.yaml}, the admission policy.
 */
class InstanceMetadataGoldenTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** What a case says of the cluster; one that says nothing has Azure NPM on Linux. */
  record Facts(
      @Nullable Map<NetworkEngine, String> engines,
      @Nullable Set<NetworkEngine> notReady,
      @Nullable Set<NetworkEngine> updating,
      @Nullable Set<NetworkEngine> gone,
      @Nullable NetworkEngine established,
      boolean calicoNamespace,
      @Nullable SortedSet<String> unverifiedNamespaces,
      boolean windowsNodes,
      boolean ipv6,
      boolean ciliumPolicyServed,
      boolean clusterNetworkPolicyServed,
      boolean podIdentity,
      @Nullable ReportedEngine reported) {

    ClusterSnapshot snapshot(@Nullable GenericKubernetesResource ciliumPolicy) {
      return new ClusterSnapshot(
          new EngineAgents(
              Objects.requireNonNullElse(engines, Map.of()),
              Objects.requireNonNullElse(notReady, Set.of()),
              Objects.requireNonNullElse(updating, Set.of()),
              Objects.requireNonNullElse(gone, Set.of())),
          established,
          new TigeraNamespaces(
              new TreeSet<>(calicoNamespace ? Set.of("calico-system") : Set.of()),
              Objects.requireNonNullElse(unverifiedNamespaces, new TreeSet<>())),
          windowsNodes,
          ipv6,
          ciliumPolicyServed,
          clusterNetworkPolicyServed,
          podIdentity,
          ciliumPolicy,
          Objects.requireNonNullElse(reported, ReportedEngine.NOTHING));
    }
  }

  record Pod(
      String origin, @Nullable Map<String, String> labels, boolean hostNetwork, boolean windows) {

    PodSnapshot snapshot() {
      return new PodSnapshot(
          origin, Objects.requireNonNullElse(labels, Map.of()), hostNetwork, windows);
    }
  }

  record Scope(
      @Nullable SortedSet<String> untouchedNamespaces,
      int namespacesUncovered,
      @Nullable List<EngineAgent> agents,
      boolean rolloutMatchesNothing) {}

  @TestFactory
  Stream<DynamicTest> cases() {
    return GoldenCases.of("instancemetadata", InstanceMetadataGoldenTest::evaluate);
  }

  private static Verdict evaluate(GoldenCase golden) {
    Baseline baseline = baseline(golden);
    return AdmissionCase.of(golden)
        .map(admission -> new ProtectionControl().evaluate(admission, baseline))
        .orElseGet(() -> policies(golden, baseline));
  }

  private static Verdict policies(GoldenCase golden, Baseline baseline) {
    ClusterSnapshot cluster =
        golden
            .one("in-cluster.yaml", Facts.class)
            .orElse(
                new Facts(
                    Map.of(NetworkEngine.AZURE_NPM, "v1.5.45"),
                    null,
                    null,
                    null,
                    null,
                    false,
                    null,
                    false,
                    false,
                    false,
                    false,
                    false,
                    null))
            .snapshot(
                golden.one("in-cilium-policy.yaml", GenericKubernetesResource.class).orElse(null));
    return golden
        .one("in-scope.yaml", Scope.class)
        .map(scope -> cluster(scope, cluster, baseline))
        .orElseGet(() -> namespace(golden, cluster, baseline));
  }

  private static Baseline baseline(GoldenCase golden) {
    JsonNode baseline =
        golden.one("in-baseline.yaml", JsonNode.class).orElseGet(JSON::createObjectNode);
    SecurityBaselineSpec spec =
        baseline.has("spec")
            ? JSON.convertValue(baseline.get("spec"), SecurityBaselineSpec.class)
            : SecurityBaselineSpec.defaults();
    return new Baseline(baseline.path("metadata").path("uid").asText("baseline-1"), spec);
  }

  private static Verdict cluster(Scope scope, ClusterSnapshot cluster, Baseline baseline) {
    return new InstanceMetadataClusterControl()
        .evaluate(
            new ClusterScopeSnapshot(
                cluster,
                Objects.requireNonNullElse(scope.untouchedNamespaces(), new TreeSet<>()),
                scope.namespacesUncovered(),
                Objects.requireNonNullElse(scope.agents(), List.of()),
                scope.rolloutMatchesNothing()),
            baseline);
  }

  private static Verdict namespace(GoldenCase golden, ClusterSnapshot cluster, Baseline baseline) {
    Namespace namespace =
        golden
            .one("in-namespace.yaml", Namespace.class)
            .orElseGet(() ->
                new NamespaceBuilder().withNewMetadata().withName("shop").endMetadata().build());
    return new InstanceMetadataControl()
        .evaluate(
            new NamespaceSnapshot(
                namespace.getMetadata().getName(),
                "namespace-1",
                Objects.requireNonNullElse(namespace.getMetadata().getLabels(), Map.of()),
                golden.all("in-policies.yaml", NetworkPolicy.class).stream()
                    .map(PolicySnapshot::of)
                    .toList(),
                pods(golden, "in-pods.yaml"),
                pods(golden, "in-templates.yaml"),
                cluster),
            baseline);
  }

  private static List<PodSnapshot> pods(GoldenCase golden, String file) {
    return golden.all(file, Pod.class).stream().map(Pod::snapshot).toList();
  }
}
