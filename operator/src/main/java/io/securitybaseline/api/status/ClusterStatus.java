package io.securitybaseline.api.status;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Size;
import io.securitybaseline.api.spec.ApiRecord;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Result of Cluster: the settings that Azure reports. */
@ApiRecord
public record ClusterStatus(
    @JsonPropertyDescription(
            "Whether the last read from Azure succeeded. Absent if Azure is not configured or was"
                + " not read yet.")
        @Nullable Boolean reachable,
    @JsonPropertyDescription("The version of the control plane.")
        @Nullable String kubernetesVersion,
    @JsonPropertyDescription("Each check of the settings of the cluster, with its result.")
        @Size(max = 32)
        List<ClusterCheck> checks) {

  public ClusterStatus {
    checks = checks == null ? List.of() : List.copyOf(checks);
  }
}
