package io.securitybaseline.controls;

import io.securitybaseline.controls.cluster.ClusterModule;
import io.securitybaseline.controls.groupbindings.GroupBindingsModule;
import io.securitybaseline.controls.instancemetadata.InstanceMetadataModule;
import io.securitybaseline.controls.leastprivilege.LeastPrivilegeModule;
import io.securitybaseline.controls.nodes.NodesModule;
import io.securitybaseline.controls.podsecurity.PodSecurityModule;
import io.securitybaseline.facts.watch.Watch;
import io.securitybaseline.facts.watch.Watches;
import io.securitybaseline.module.ControlModule;
import java.util.List;

/** The registry: every control in one line. The status and commands keep this order. */
public final class Controls {

  /** All controls. */
  public static final List<ControlModule> ALL =
      List.of(
          new InstanceMetadataModule(), // changes what runs in the cluster, so it comes first
          new GroupBindingsModule(), // changes who has access
          new PodSecurityModule(), // labels namespaces, and reports on what runs in them
          new LeastPrivilegeModule(), // only reports, on roles and who holds them
          new NodesModule(), // only reports, on nodes
          new ClusterModule()); // only reports, on what lies outside the cluster

  private Controls() {}

  /** What all of them read of the cluster, each kind and selection once. */
  public static List<Watch<?>> watches() {
    return Watches.union(ALL.stream().flatMap(control -> control.watches().stream()).toList());
  }
}
