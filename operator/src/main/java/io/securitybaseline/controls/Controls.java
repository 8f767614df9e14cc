package io.securitybaseline.controls;

import io.securitybaseline.control.Control;
import io.securitybaseline.control.ControlId;
import io.securitybaseline.controls.cluster.ClusterControl;
import io.securitybaseline.controls.cluster.ClusterWatches;
import io.securitybaseline.controls.groupbindings.GroupBindingsControl;
import io.securitybaseline.controls.groupbindings.GroupBindingsWatches;
import io.securitybaseline.controls.groupbindings.PreventionControl;
import io.securitybaseline.controls.groupbindings.RecordProtectionControl;
import io.securitybaseline.controls.instancemetadata.InstanceMetadataClusterControl;
import io.securitybaseline.controls.instancemetadata.InstanceMetadataControl;
import io.securitybaseline.controls.instancemetadata.InstanceMetadataWatches;
import io.securitybaseline.controls.instancemetadata.ProtectionControl;
import io.securitybaseline.controls.nodes.NodesControl;
import io.securitybaseline.controls.nodes.NodesWatches;
import io.securitybaseline.facts.AdmissionSnapshot;
import io.securitybaseline.facts.BindingSnapshot;
import io.securitybaseline.facts.ClusterScopeSnapshot;
import io.securitybaseline.facts.NamespaceSnapshot;
import io.securitybaseline.facts.watch.Watch;
import io.securitybaseline.facts.watch.Watches;
import java.util.List;
import java.util.Map;

/** The registry: every control there is, a line each. */
public final class Controls {

  /** Judges one namespace at a time. */
  public static final Control<NamespaceSnapshot> INSTANCE_METADATA = new InstanceMetadataControl();

  /** Sees to what InstanceMetadata needs once for the whole cluster. */
  public static final Control<ClusterScopeSnapshot> INSTANCE_METADATA_CLUSTER =
      new InstanceMetadataClusterControl();

  /** Sees to the admission policy that protects what InstanceMetadata makes in namespaces. */
  public static final Control<AdmissionSnapshot> PROTECTION = new ProtectionControl();

  /** Judges one binding at a time. */
  public static final Control<BindingSnapshot> GROUP_BINDINGS = new GroupBindingsControl();

  /** Sees to the admission policy against new bindings of people. */
  public static final Control<AdmissionSnapshot> PREVENTION = new PreventionControl();

  /** Sees to the admission policy that protects the records of replaced users. */
  public static final Control<AdmissionSnapshot> RECORD_PROTECTION = new RecordProtectionControl();

  /** Judges one pool of nodes at a time. */
  public static final NodesControl NODES = new NodesControl();

  /** Judges the cluster's settings in Azure. */
  public static final ClusterControl CLUSTER = new ClusterControl();

  private static final Map<ControlId, List<Watch<?>>> WATCHES =
      Map.of(
          ControlId.INSTANCE_METADATA, InstanceMetadataWatches.ALL,
          ControlId.GROUP_BINDINGS, GroupBindingsWatches.ALL,
          ControlId.NODES, NodesWatches.ALL,
          ControlId.CLUSTER, ClusterWatches.ALL);

  private Controls() {}

  /** What each control reads. */
  public static Map<ControlId, List<Watch<?>>> watches() {
    return WATCHES;
  }

  /** What all of them read, each kind and selection once. */
  public static List<Watch<?>> allWatches() {
    return Watches.union(WATCHES.values().stream().flatMap(List::stream).toList());
  }
}
