package io.securitybaseline.controls.watches;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.APIService;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicySpec;
import io.fabric8.kubernetes.api.model.rbac.ClusterRole;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.securitybaseline.control.Ownership;
import io.securitybaseline.controls.instancemetadata.PolicyNames;
import io.securitybaseline.facts.AddressCarrier;
import io.securitybaseline.facts.Binding;
import io.securitybaseline.facts.CiliumConfig;
import io.securitybaseline.facts.ClusterObservation;
import io.securitybaseline.facts.Deletion;
import io.securitybaseline.facts.EngineAgent;
import io.securitybaseline.facts.EngineAgents;
import io.securitybaseline.facts.NodeSnapshots;
import io.securitybaseline.facts.PodSnapshots;
import io.securitybaseline.facts.PolicySnapshot;
import io.securitybaseline.facts.TigeraNamespaces;
import io.securitybaseline.facts.WindowsNodes;
import io.securitybaseline.facts.WorkloadKind;
import io.securitybaseline.facts.otherkinds.OtherObject;
import io.securitybaseline.facts.otherkinds.PolicyObject;
import io.securitybaseline.facts.probe.ProbePods;
import io.securitybaseline.facts.rbac.ApiGroups;
import io.securitybaseline.facts.watch.Selection;
import io.securitybaseline.facts.watch.Watch;
import io.securitybaseline.kubernetes.NetworkEngine;
import io.securitybaseline.testing.Manifests;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

/** An object for each kind that is watched and not read whole, and what is evaluated of it. */
final class Samples {

  private static final EngineAgents NO_AGENTS =
      new EngineAgents(Map.of(), Set.of(), Set.of(), Set.of());

  private static final NetworkPolicy MARKED =
      new NetworkPolicyBuilder()
          .withNewMetadata()
          .withLabels(Ownership.labels("baseline-1"))
          .withAnnotations(Map.of(Ownership.CONTROL, "InstanceMetadata"))
          .endMetadata()
          .build();

  private Samples() {}

  static <T extends HasMetadata> SampleObject<T> of(Watch<T> watch) {
    String agentFile =
        switch (watch.selection()) {
          case Selection.InNamespace(String namespace) when watch.isOf(DaemonSet.class) ->
              namespace + "-agent";
          case Selection.Labeled _ when watch.isOf(DaemonSet.class) -> "labeled-agent";
          default -> "";
        };
    if (!agentFile.isEmpty()) {
      List<JsonNode> agent = file(agentFile).objects();
      return new SampleObject<>(
          watch, agent.getFirst(), agent.get(1), object -> EngineAgent.of((DaemonSet) object));
    }
    boolean isProbe = watch.name().equals(ProbePods.WATCH.name());
    List<JsonNode> documents = file(isProbe ? "probe-pod" : objectFile(watch)).objects();
    return new SampleObject<>(
        watch,
        documents.getFirst(),
        documents.get(1),
        object ->
            List.of(
                isProbe ? "" : input(object),
                watch.digests().stream().map(digest -> digest.of(object)).toList()));
  }

  private static String objectFile(Watch<?> watch) {
    return switch (watch.selection()) {
      case Selection.Labeled _ -> "labeled-pod";
      case Selection.InState _ -> "starting-pod";
      default -> watch.kind().name();
    };
  }

  /** A node and a pool of the same name run Windows. */
  private static final WindowsNodes WINDOWS =
      new WindowsNodes() {
        @Override
        public boolean isWindowsNode(String name) {
          return name.equals("win");
        }

        @Override
        public boolean isWindowsPool(String name) {
          return name.equals("win");
        }
      };

  /** What an evaluation depends on of an object. */
  static Object input(HasMetadata object) {
    return switch (object) {
      case Namespace namespace ->
          Arrays.asList(
              namespace.getMetadata().getUid(),
              namespace.getMetadata().getLabels(),
              namespace.isMarkedForDeletion(),
              TigeraNamespaces.of(List.of(namespace), true));
      case NetworkPolicy policy -> policy(policy);
      case Pod pod ->
          List.of(
              PodSnapshots.of(pod, WINDOWS),
              PodSnapshots.isFinished(pod),
              AddressCarrier.isOne(pod),
              ClusterObservation.running(
                  List.of(
                      new EngineAgent(
                          NetworkEngine.CILIUM,
                          pod.getMetadata().getNamespace() + "/cilium",
                          "",
                          1,
                          1,
                          true)),
                  List.of(pod)));
      case ConfigMap map -> CiliumConfig.in("kube-system", Stream.of(map));
      case Node node ->
          List.of(
              NodeSnapshots.of(node),
              new ClusterObservation(
                      List.of(node), NO_AGENTS, TigeraNamespaces.NONE, Set.of(), null)
                  .snapshot());
      case ReplicaSet _, Job _, ServiceAccount _ -> List.of();
      case Role _, ClusterRole _ -> object.isMarkedForDeletion();
      case APIService service ->
          List.of(ApiGroups.of(Stream.of(service)), ApiGroups.builtIn(Stream.of(service)));
      case CustomResourceDefinition crd ->
          List.of(ClusterObservation.isEstablished(crd), ClusterObservation.servedVersions(crd));
      case PolicyObject policies -> policies.policies();
      case OtherObject<?> other -> other.facts();
      default ->
          object.getKind().endsWith("RoleBinding")
              ? List.of(Binding.of(object), object.isMarkedForDeletion())
              : template(object);
    };
  }

  private static Object policy(NetworkPolicy policy) {
    return Arrays.asList(
        policy.getMetadata().getName(),
        policy.getMetadata().getUid(),
        PolicySnapshot.of(policy).egress(),
        PolicySnapshot.of(policy).isEdited(),
        compared(policy),
        Ownership.isOurs(policy),
        Ownership.isOwnedBy(policy, "baseline-1"),
        Ownership.mayAdopt(policy),
        Ownership.hasMarksOf(MARKED, policy),
        annotation(policy, Ownership.CONTROL),
        policy.isMarkedForDeletion(),
        Deletion.blockers(policy));
  }

  /** What is compared of the spec of a policy with a name of the operator's. */
  private static Object compared(NetworkPolicy policy) {
    NetworkPolicySpec spec =
        PolicyNames.isName(policy.getMetadata().getName()) ? policy.getSpec() : null;
    return spec == null
        ? List.of()
        : Arrays.asList(spec.getPodSelector(), spec.getPolicyTypes(), spec.getEgress());
  }

  private static String annotation(HasMetadata object, String name) {
    Map<String, String> annotations = object.getMetadata().getAnnotations();
    return annotations == null ? "" : annotations.getOrDefault(name, "");
  }

  private static Object template(HasMetadata workload) {
    return WorkloadKind.ALL.stream()
        .filter(kind -> kind.type() == workload.getClass())
        .map(kind -> snapshot(kind, workload))
        .findFirst()
        .orElseThrow();
  }

  private static <T extends HasMetadata> Object snapshot(
      WorkloadKind<T> kind, HasMetadata workload) {
    return kind.snapshot(kind.type().cast(workload), WINDOWS);
  }

  /** The first document is the object, the second one has the changes. */
  private static Manifests file(String kind) {
    try (InputStream yaml = Samples.class.getResourceAsStream("/watches/" + kind + ".yaml")) {
      return Manifests.parse(
          new String(Objects.requireNonNull(yaml, kind).readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
