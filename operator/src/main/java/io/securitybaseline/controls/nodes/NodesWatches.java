package io.securitybaseline.controls.nodes;

import io.securitybaseline.facts.NodeWatches;
import io.securitybaseline.facts.watch.Watch;
import java.util.List;

/** What the control reads. */
public final class NodesWatches {

  public static final List<Watch<?>> ALL = List.of(NodeWatches.UPDATES);

  private NodesWatches() {}
}
