package io.securitybaseline.reconcile;

import io.securitybaseline.control.ControlId;
import io.securitybaseline.controls.Controls;
import io.securitybaseline.controls.cluster.ClusterModule;
import io.securitybaseline.controls.groupbindings.GroupBindingsModule;
import io.securitybaseline.controls.instancemetadata.InstanceMetadataModule;
import io.securitybaseline.controls.nodes.NodesModule;
import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which controls read which kinds. The one place that declares it; a test compares it with the
 * watches.
 */
final class WatchedKinds {

  /** The spec itself: without it, it is unknown what any control is to do. */
  static final String BASELINE = "SecurityBaseline";

  private static final Set<ControlId> ALL =
      Controls.ALL.stream()
          .map(control -> control.descriptor().id())
          .collect(Collectors.toUnmodifiableSet());
  private static final Set<ControlId> NAMESPACED =
      Set.of(InstanceMetadataModule.ID, GroupBindingsModule.ID);
  private static final Set<ControlId> PODS = Set.of(InstanceMetadataModule.ID);
  private static final Set<ControlId> BINDINGS = Set.of(GroupBindingsModule.ID);

  /** The network policy engine is detected by these; the Cluster control checks it too. */
  private static final Set<ControlId> ENGINE = Set.of(InstanceMetadataModule.ID, ClusterModule.ID);

  private static final Map<String, Set<ControlId>> READERS =
      Map.ofEntries(
          Map.entry(BASELINE, ALL),
          Map.entry(
              "Namespace",
              Set.of(InstanceMetadataModule.ID, GroupBindingsModule.ID, ClusterModule.ID)),
          Map.entry("NetworkPolicy", PODS),
          Map.entry("Pod", PODS),
          Map.entry("Deployment", PODS),
          Map.entry("StatefulSet", PODS),
          Map.entry("CronJob", PODS),
          Map.entry("DaemonSet", ENGINE),
          Map.entry("CustomResourceDefinition", ENGINE),
          Map.entry("CiliumClusterwideNetworkPolicy", PODS),
          Map.entry("Node", Set.of(InstanceMetadataModule.ID, NodesModule.ID, ClusterModule.ID)),
          Map.entry("RoleBinding", BINDINGS),
          Map.entry("ClusterRoleBinding", BINDINGS),
          Map.entry("ValidatingAdmissionPolicy", NAMESPACED),
          Map.entry("ValidatingAdmissionPolicyBinding", NAMESPACED));

  private WatchedKinds() {}

  /** Whether the kind is listed; of one that is not, every control is taken to read it. */
  static boolean isKnown(String kind) {
    return READERS.containsKey(kind);
  }

  static boolean reads(ControlId control, String kind) {
    return READERS.getOrDefault(kind, ALL).contains(control);
  }

  /** The controls that read any of the kinds. */
  static Set<ControlId> readersOf(Collection<String> kinds) {
    Set<ControlId> readers = new HashSet<>();
    kinds.forEach(kind -> readers.addAll(READERS.getOrDefault(kind, ALL)));
    return readers;
  }
}
