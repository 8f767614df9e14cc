package io.securitybaseline.cli.plan;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.securitybaseline.control.Applicability;
import io.securitybaseline.control.Baseline;
import io.securitybaseline.control.ControlId;
import io.securitybaseline.control.Verdict;
import io.securitybaseline.controls.instancemetadata.InstanceMetadataClusterControl;
import io.securitybaseline.controls.instancemetadata.InstanceMetadataControl;
import io.securitybaseline.controls.instancemetadata.InstanceMetadataModule;
import io.securitybaseline.facts.ClusterObservation;
import io.securitybaseline.facts.ClusterScopeSnapshot;
import io.securitybaseline.facts.ClusterSnapshot;
import io.securitybaseline.facts.EngineAgents;
import io.securitybaseline.facts.NamespaceSnapshots;
import io.securitybaseline.facts.PodSnapshot;
import io.securitybaseline.facts.TigeraNamespaces;
import io.securitybaseline.facts.WorkloadKind;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The policies that InstanceMetadata would make. */
final class PolicyPlan {

  private static final ControlId CONTROL = InstanceMetadataModule.ID;

  private final Inventory inventory;
  private final Baseline baseline;
  private final BiPredicate<ControlId, String> concerns;
  private final LocalDate today;

  /**
   * @param today the day, UTC, on which exemptions are judged
   */
  PolicyPlan(
      Inventory inventory,
      Baseline baseline,
      BiPredicate<ControlId, String> concerns,
      LocalDate today) {
    this.today = today;
    this.inventory = inventory;
    this.baseline = baseline;
    this.concerns = concerns;
  }

  Stream<Planned> plan() {
    ClusterSnapshot cluster = cluster();
    Set<String> windows =
        inventory.all(Node.class).stream()
            .filter(ClusterObservation::isWindows)
            .map(node -> node.getMetadata().getName())
            .collect(Collectors.toSet());
    List<Planned> planned = new ArrayList<>();
    NavigableSet<String> untouched =
        Applicability.untouchedByName(
            baseline.spec(), InstanceMetadataModule.DESCRIPTOR.exemptible().orElseThrow(), today);
    for (Namespace namespace : inventory.all(Namespace.class)) {
      String name = namespace.getMetadata().getName();
      if (!concerns.test(CONTROL, name)) {
        untouched.add(name);
        continue;
      }
      planned.addAll(Planned.of(CONTROL, name, verdict(namespace, cluster, windows)));
    }
    planned.addAll(
        Planned.of(
            CONTROL,
            "",
            new InstanceMetadataClusterControl()
                .evaluate(
                    new ClusterScopeSnapshot(cluster, untouched, 0, List.of(), false), baseline)));
    return planned.stream();
  }

  private Verdict verdict(Namespace namespace, ClusterSnapshot cluster, Set<String> windows) {
    String name = namespace.getMetadata().getName();
    return new InstanceMetadataControl()
        .evaluate(
            NamespaceSnapshots.of(
                namespace,
                inventory.in(name, NetworkPolicy.class),
                inventory.in(name, Pod.class),
                () -> templates(name),
                cluster,
                windows::contains),
            baseline);
  }

  private ClusterSnapshot cluster() {
    Set<String> served = served(inventory);
    TigeraNamespaces tigera = tigera(inventory);
    return new ClusterObservation(
            inventory.all(Node.class),
            EngineAgents.of(ClusterObservation.agents(agents(), tigera)),
            tigera,
            served,
            null)
        .snapshot();
  }

  /** The namespaces of the Tigera operator, with the evidence for them. */
  static TigeraNamespaces tigera(Inventory inventory) {
    return TigeraNamespaces.of(
        inventory.all(Namespace.class),
        served(inventory).contains(TigeraNamespaces.INSTALLATION_CRD));
  }

  private static Set<String> served(Inventory inventory) {
    return inventory.all(CustomResourceDefinition.class).stream()
        .filter(ClusterObservation::isEstablished)
        .map(definition -> definition.getMetadata().getName())
        .collect(Collectors.toSet());
  }

  private List<DaemonSet> agents() {
    return ClusterObservation.AGENT_NAMESPACES.stream()
        .flatMap(namespace -> inventory.in(namespace, DaemonSet.class).stream())
        .toList();
  }

  private List<PodSnapshot> templates(String namespace) {
    return WorkloadKind.ALL.stream().flatMap(kind -> templates(kind, namespace)).toList();
  }

  private <T extends HasMetadata> Stream<PodSnapshot> templates(
      WorkloadKind<T> kind, String namespace) {
    return inventory.in(namespace, kind.type()).stream().map(kind::snapshot);
  }
}
