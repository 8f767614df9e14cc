package io.securitybaseline.controls.cluster;

import io.securitybaseline.facts.EngineWatches;
import io.securitybaseline.facts.NamespaceWatch;
import io.securitybaseline.facts.NodeWatches;
import io.securitybaseline.facts.watch.Watch;
import java.util.List;
import java.util.stream.Stream;

/**
 * What the control reads beside Azure: the network policy engine, and what AKS runs in the cluster.
 * A namespace counts towards it if the Tigera operator created it.
 */
public final class ClusterWatches {

  public static final List<Watch<?>> ALL =
      Stream.<Watch<?>>concat(
              Stream.of(
                  NamespaceWatch.NAMESPACES,
                  ComponentWatches.DAEMON_SETS,
                  ComponentWatches.DEPLOYMENTS,
                  ComponentWatches.PODS,
                  NodeWatches.UPDATES),
              EngineWatches.ALL.stream())
          .toList();

  private ClusterWatches() {}
}
