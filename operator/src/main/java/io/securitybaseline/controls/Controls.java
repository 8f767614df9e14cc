package io.securitybaseline.controls;

import io.securitybaseline.controls.cluster.ClusterModule;
import io.securitybaseline.controls.groupbindings.GroupBindingsModule;
import io.securitybaseline.controls.instancemetadata.InstanceMetadataModule;
import io.securitybaseline.controls.nodes.NodesModule;
import io.securitybaseline.module.ControlModule;
import java.util.List;

/** The registry: every control in one line. The status and commands keep this order. */
public final class Controls {

  /** All controls. */
  public static final List<ControlModule> ALL =
      List.of(
          new InstanceMetadataModule(), // changes what runs in the cluster, so it comes first
          new GroupBindingsModule(), // changes who has access
          new NodesModule(), // only reports, on nodes
          new ClusterModule()); // only reports, on what lies outside the cluster

  private Controls() {}
}
