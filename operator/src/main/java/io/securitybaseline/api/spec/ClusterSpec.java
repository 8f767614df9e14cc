package io.securitybaseline.api.spec;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Size;
import org.jspecify.annotations.Nullable;

/** The AKS cluster's own settings in Azure. */
@ApiRecord
public record ClusterSpec(
    @JsonPropertyDescription(
            "Overrides spec.mode for this control. It only reports, so Enforce means Audit.")
        @Nullable Mode mode,
    @JsonPropertyDescription(
            "The Azure resource id of this cluster. Absent: what only Azure knows is Unknown, and"
                + " every other control works all the same.")
        @Size(max = 400)
        @Nullable String resourceId,
    @JsonPropertyDescription("How many minutes lie between two readings from Azure.")
        @Default("15")
        @Min(1)
        @Max(1440)
        Integer refreshMinutes,
    @JsonPropertyDescription("What the cluster's settings have to be.") @Default("{}")
        ClusterRequirements require) {

  public ClusterSpec {
    refreshMinutes = refreshMinutes == null ? 15 : refreshMinutes;
    require = require == null ? ClusterRequirements.defaults() : require;
  }

  static ClusterSpec defaults() {
    return new ClusterSpec(null, null, 15, ClusterRequirements.defaults());
  }
}
