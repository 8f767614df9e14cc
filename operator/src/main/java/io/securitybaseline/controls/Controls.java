package io.securitybaseline.controls;

import io.securitybaseline.control.Control;
import io.securitybaseline.controls.cluster.ClusterControl;
import io.securitybaseline.controls.groupbindings.GroupBindingsControl;
import io.securitybaseline.controls.groupbindings.PreventionControl;
import io.securitybaseline.controls.groupbindings.RecordProtectionControl;
import io.securitybaseline.controls.instancemetadata.InstanceMetadataClusterControl;
import io.securitybaseline.controls.instancemetadata.InstanceMetadataControl;
import io.securitybaseline.controls.instancemetadata.ProtectionControl;
import io.securitybaseline.controls.nodes.NodesControl;
import io.securitybaseline.facts.AdmissionSnapshot;
import io.securitybaseline.facts.BindingSnapshot;
import io.securitybaseline.facts.ClusterScopeSnapshot;
import io.securitybaseline.facts.NamespaceSnapshot;

/** The registry: every control there is, a line each. */
public final class Controls {

  /** Evaluates one namespace at a time. */
  public static final Control<NamespaceSnapshot> INSTANCE_METADATA = new InstanceMetadataControl();

  /** Sees to what InstanceMetadata needs once for the whole cluster. */
  public static final Control<ClusterScopeSnapshot> INSTANCE_METADATA_CLUSTER =
      new InstanceMetadataClusterControl();

  /** Sees to the admission policy that protects what InstanceMetadata makes in namespaces. */
  public static final Control<AdmissionSnapshot> PROTECTION = new ProtectionControl();

  /** Evaluates one binding at a time. */
  public static final Control<BindingSnapshot> GROUP_BINDINGS = new GroupBindingsControl();

  /** Manages the admission policy against new bindings of users. */
  public static final Control<AdmissionSnapshot> PREVENTION = new PreventionControl();

  /** Sees to the admission policy that protects the records of replaced users. */
  public static final Control<AdmissionSnapshot> RECORD_PROTECTION = new RecordProtectionControl();

  /** Evaluates one pool of nodes at a time. */
  public static final NodesControl NODES = new NodesControl();

  /** Evaluates the cluster's settings in Azure. */
  public static final ClusterControl CLUSTER = new ClusterControl();

  private Controls() {}
}
