package io.securitybaseline.controls.instancemetadata;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodSpecBuilder;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpecBuilder;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.apps.DaemonSetBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.securitybaseline.api.spec.SecurityBaselineSpec;
import io.securitybaseline.api.status.ProbeStatus;
import io.securitybaseline.control.Baseline;
import io.securitybaseline.control.Verdict;
import io.securitybaseline.controls.golden.AdmissionCase;
import io.securitybaseline.controls.golden.GoldenCase;
import io.securitybaseline.controls.golden.GoldenCases;
import io.securitybaseline.controls.golden.GoldenInput;
import io.securitybaseline.controls.golden.OtherKindObjects;
import io.securitybaseline.facts.CiliumConfig;
import io.securitybaseline.facts.ClusterSnapshot;
import io.securitybaseline.facts.EngineAgent;
import io.securitybaseline.facts.EngineAgents;
import io.securitybaseline.facts.TigeraNamespaces;
import io.securitybaseline.facts.azure.ReportedEngine;
import io.securitybaseline.kubernetes.NetworkEngine;
import io.securitybaseline.module.Scope;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
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
  private static final Facts ON_AZURE_NPM =
      JSON.convertValue(Map.of("engines", Map.of("AZURE_NPM", "v1.5.45")), Facts.class);
  private static final InstanceMetadataModule MODULE = new InstanceMetadataModule();

  /** What a case says of the cluster; one that says nothing has Azure NPM on Linux. */
  record Facts(
      @Nullable Map<NetworkEngine, String> engines,
      @Nullable Set<NetworkEngine> notReady,
      @Nullable Set<NetworkEngine> updating,
      @Nullable Set<NetworkEngine> gone,
      @Nullable SortedMap<String, String> ciliumConfig,
      @Nullable NetworkEngine established,
      boolean calicoNamespace,
      @Nullable SortedSet<String> unverifiedNamespaces,
      boolean windowsNodes,
      boolean ipv6,
      boolean ciliumPolicyServed,
      boolean clusterNetworkPolicyServed,
      boolean podIdentity,
      @Nullable ReportedEngine reported,
      @Nullable List<ProbeStatus> probes) {

    ClusterSnapshot snapshot(@Nullable GenericKubernetesResource ciliumPolicy) {
      return new ClusterSnapshot(
              new EngineAgents(
                  Objects.requireNonNullElse(engines, Map.of()),
                  Objects.requireNonNullElse(notReady, Set.of()),
                  Objects.requireNonNullElse(updating, Set.of()),
                  Objects.requireNonNullElse(gone, Set.of()),
                  new CiliumConfig(
                      "kube-system/cilium-config",
                      Objects.requireNonNullElse(ciliumConfig, new TreeMap<>()))),
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
              Objects.requireNonNullElse(reported, ReportedEngine.NOTHING))
          .probed(Objects.requireNonNullElse(probes, List.of()));
    }
  }

  /**
   * A pod, or what a workload starts.
   *
   * @param origin its kind and name, such as {@code Pod/web-1} or {@code Deployment/web}
   */
  record PodCase(
      String origin, @Nullable Map<String, String> labels, boolean hostNetwork, boolean windows) {

    HasMetadata object(String namespace) {
      String[] kindAndName = origin.split("/", 2);
      ObjectMeta metadata =
          new ObjectMetaBuilder().withNamespace(namespace).withName(kindAndName[1]).build();
      return switch (kindAndName[0]) {
        case "Pod" -> {
          metadata.setLabels(labels);
          yield new PodBuilder().withMetadata(metadata).withSpec(spec()).build();
        }
        case "Deployment" ->
            new DeploymentBuilder()
                .withMetadata(metadata)
                .withNewSpec()
                .withTemplate(template())
                .endSpec()
                .build();
        case "DaemonSet" ->
            new DaemonSetBuilder()
                .withMetadata(metadata)
                .withNewSpec()
                .withTemplate(template())
                .endSpec()
                .build();
        default -> throw new IllegalArgumentException("a kind that no case has: " + origin);
      };
    }

    private PodTemplateSpec template() {
      return new PodTemplateSpecBuilder()
          .withNewMetadata()
          .withLabels(labels)
          .endMetadata()
          .withSpec(spec())
          .build();
    }

    private PodSpec spec() {
      PodSpecBuilder spec = new PodSpecBuilder().withHostNetwork(hostNetwork ? true : null);
      return windows ? spec.withNewOs("windows").build() : spec.build();
    }
  }

  record ScopeCase(
      int namespacesUncovered, @Nullable List<EngineAgent> agents, boolean rolloutMatchesNothing) {}

  @TestFactory
  Stream<DynamicTest> cases() {
    return GoldenCases.of("instancemetadata", InstanceMetadataGoldenTest::evaluate);
  }

  private static Verdict evaluate(GoldenCase golden) {
    Baseline baseline = baseline(golden);
    return AdmissionCase.verdict(golden, MODULE, baseline, ProtectionControl.NAME)
        .orElseGet(() -> policies(golden, baseline));
  }

  private static Verdict policies(GoldenCase golden, Baseline baseline) {
    ClusterSnapshot cluster =
        golden
            .one("in-cluster.yaml", Facts.class)
            .orElse(ON_AZURE_NPM)
            .snapshot(
                golden.one("in-cilium-policy.yaml", GenericKubernetesResource.class).orElse(null));
    return golden
        .one("in-scope.yaml", ScopeCase.class)
        .map(scope ->
            cluster(
                scope, cluster.with(OtherKindObjects.ofCluster(otherKinds(golden, ""))), baseline))
        .or(() -> ProbeCase.verdict(golden, cluster, baseline))
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

  private static Verdict cluster(ScopeCase scope, ClusterSnapshot cluster, Baseline baseline) {
    GoldenInput input =
        new GoldenInput(baseline)
            .cluster(cluster)
            .agents(Objects.requireNonNullElse(scope.agents(), List.of()))
            .rolloutMatchesNothing(scope.rolloutMatchesNothing());
    for (int i = 0; i < scope.namespacesUncovered(); i++) {
      input.resources.add(
          new NamespaceBuilder()
              .withNewMetadata()
              .withName("uncovered-" + i)
              .withUid("uncovered-" + i)
              .endMetadata()
              .build());
    }
    return input.verdict(MODULE, new Scope.WholeCluster(), "cluster");
  }

  private static Verdict namespace(GoldenCase golden, ClusterSnapshot cluster, Baseline baseline) {
    Namespace namespace =
        golden
            .one("in-namespace.yaml", Namespace.class)
            .orElseGet(() ->
                new NamespaceBuilder().withNewMetadata().withName("shop").endMetadata().build());
    namespace.getMetadata().setUid("namespace-1");
    String name = namespace.getMetadata().getName();
    List<HasMetadata> otherKinds = otherKinds(golden, name);
    GoldenInput input =
        new GoldenInput(baseline).cluster(cluster.with(OtherKindObjects.ofCluster(otherKinds)));
    var listed = input.resources.add(namespace).addAll(otherKinds);
    listed.addAll(placed(golden, "in-policies.yaml", NetworkPolicy.class, name));
    listed.addAll(pods(golden, "in-pods.yaml", name));
    listed.addAll(pods(golden, "in-templates.yaml", name));
    listed.addAll(placed(golden, "in-workloads.yaml", Deployment.class, name));
    listed.addAll(placed(golden, "in-service-accounts.yaml", ServiceAccount.class, name));
    golden.all("in-nodes.yaml", Node.class).forEach(input.resources::add);
    return input.verdict(MODULE, new Scope.InNamespace(name), name);
  }

  private static List<HasMetadata> otherKinds(GoldenCase golden, String namespace) {
    return OtherKindObjects.of(golden.all("in-other-kinds.yaml", JsonNode.class), namespace);
  }

  private static <T extends HasMetadata> List<T> placed(
      GoldenCase golden, String file, Class<T> type, String namespace) {
    return golden.all(file, type).stream()
        .peek(object -> object.getMetadata().setNamespace(namespace))
        .toList();
  }

  private static List<HasMetadata> pods(GoldenCase golden, String file, String namespace) {
    return golden.all(file, PodCase.class).stream().map(pod -> pod.object(namespace)).toList();
  }
}
