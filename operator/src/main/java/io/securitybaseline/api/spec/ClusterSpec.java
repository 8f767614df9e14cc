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
            "Overrides spec.mode for this control. The control only reports, so Enforce has the"
                + " effect of Audit.")
        @Nullable Mode mode,
    @JsonPropertyDescription(
            "The Azure resource ID of this cluster. If absent, facts from Azure are Unknown and all"
                + " other controls work without them.")
        @Size(max = 400)
        @Nullable String resourceId,
    @JsonPropertyDescription("Interval between two reads from Azure, in minutes.")
        @Default("15")
        @Min(1)
        @Max(1440)
        Integer refreshMinutes,
    @JsonPropertyDescription("Required settings of the cluster.") @Default("{}")
        ClusterRequirements require) {

  public ClusterSpec {
    refreshMinutes = refreshMinutes == null ? 15 : refreshMinutes;
    require = require == null ? ClusterRequirements.defaults() : require;
  }

  static ClusterSpec defaults() {
    return new ClusterSpec(null, null, 15, ClusterRequirements.defaults());
  }
}
