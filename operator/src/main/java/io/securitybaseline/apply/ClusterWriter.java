package io.securitybaseline.apply;

import io.securitybaseline.control.Change;

/** The port through which changes reach a cluster. Never throws for what a cluster may answer. */
public interface ClusterWriter {

  Outcome apply(Change change);
}
