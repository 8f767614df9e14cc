package io.securitybaseline.reconcile;

import io.securitybaseline.control.ControlId;
import java.util.Collection;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/**
 * Which controls read which kinds. The one place that declares it; a test compares it with the
 * watches.
 */
final class WatchedKinds {

  /** The spec itself: without it, it is unknown what any control is to do. */
  static final String BASELINE = "SecurityBaseline";

  private static final Set<ControlId> ALL = EnumSet.allOf(ControlId.class);
  private static final Set<ControlId> NAMESPACED =
      Set.of(ControlId.INSTANCE_METADATA, ControlId.GROUP_BINDINGS);
  private static final Set<ControlId> PODS = Set.of(ControlId.INSTANCE_METADATA);
  private static final Set<ControlId> BINDINGS = Set.of(ControlId.GROUP_BINDINGS);

  /** The network policy engine is detected by these; the Cluster control checks it too. */
  private static final Set<ControlId> ENGINE =
      Set.of(ControlId.INSTANCE_METADATA, ControlId.CLUSTER);

  private static final Map<String, Set<ControlId>> READERS =
      Map.ofEntries(
          Map.entry(BASELINE, ALL),
          Map.entry(
              "Namespace",
              Set.of(ControlId.INSTANCE_METADATA, ControlId.GROUP_BINDINGS, ControlId.CLUSTER)),
          Map.entry("NetworkPolicy", PODS),
          Map.entry("Pod", PODS),
          Map.entry("Deployment", PODS),
          Map.entry("StatefulSet", PODS),
          Map.entry("CronJob", PODS),
          Map.entry("DaemonSet", ENGINE),
          Map.entry("CustomResourceDefinition", ENGINE),
          Map.entry("CiliumClusterwideNetworkPolicy", PODS),
          Map.entry(
              "Node", Set.of(ControlId.INSTANCE_METADATA, ControlId.NODES, ControlId.CLUSTER)),
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
    Set<ControlId> readers = EnumSet.noneOf(ControlId.class);
    kinds.forEach(kind -> readers.addAll(READERS.getOrDefault(kind, ALL)));
    return readers;
  }
}
