package io.securitybaseline.report;

import io.fabric8.kubernetes.api.model.Condition;
import io.securitybaseline.api.spec.Mode;
import io.securitybaseline.api.status.ClusterStatus;
import io.securitybaseline.api.status.GroupBindingsStatus;
import io.securitybaseline.api.status.InstanceMetadataStatus;
import io.securitybaseline.api.status.NodesStatus;
import io.securitybaseline.api.status.SecurityBaselineStatus;
import io.securitybaseline.api.status.StatusSummary;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A status in the making: each control fills in its own part. */
public final class StatusDraft {

  private final TrimLevel detail;
  private @Nullable String restrictedNamespaces;
  private @Nullable InstanceMetadataStatus instanceMetadata;
  private @Nullable GroupBindingsStatus groupBindings;
  private @Nullable NodesStatus nodes;
  private @Nullable ClusterStatus cluster;

  StatusDraft(TrimLevel detail) {
    this.detail = detail;
  }

  /** How much there is room for. */
  public TrimLevel detail() {
    return detail;
  }

  public void groupBindings(GroupBindingsStatus section) {
    groupBindings = section;
  }

  /**
   * @param restricted namespaces that are restricted, of all: {@code 198/200}
   */
  public void instanceMetadata(String restricted, InstanceMetadataStatus section) {
    restrictedNamespaces = restricted;
    instanceMetadata = section;
  }

  public void nodes(NodesStatus section) {
    nodes = section;
  }

  public void cluster(ClusterStatus section) {
    cluster = section;
  }

  SecurityBaselineStatus status(
      long generation, Mode mode, String message, List<Condition> conditions) {
    return new SecurityBaselineStatus(
        generation,
        new StatusSummary(
            mode,
            restrictedNamespaces,
            groupBindings == null ? null : groupBindings.userBindings(),
            nodes == null ? null : nodes.rebootRequired(),
            nodes == null ? null : nodes.outdatedImages(),
            message),
        conditions,
        instanceMetadata,
        groupBindings,
        nodes,
        cluster,
        null);
  }
}
