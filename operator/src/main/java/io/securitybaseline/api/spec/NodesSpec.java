package io.securitybaseline.api.spec;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import org.jspecify.annotations.Nullable;

/** Nodes are rebooted and run current images. */
@ApiRecord
public record NodesSpec(
    @JsonPropertyDescription(
            "Overrides spec.mode for this control. It only reports, so Enforce means Audit.")
        @Nullable Mode mode,
    @JsonPropertyDescription(
            "The age, in days, past which a node image is outdated. A Windows image is not before"
                + " two weeks after the next Patch Tuesday, when its successor can be had.")
        @Default("30")
        @Min(1)
        @Max(365)
        Integer imageMaxAgeDays,
    @JsonPropertyDescription(
            "The age, in days, past which a node image is unsupported. Microsoft supports none"
                + " older than 90.")
        @Default("90")
        @Min(1)
        @Max(365)
        Integer imageUnsupportedAgeDays,
    @JsonPropertyDescription("How many hours a required reboot may take before it is a finding.")
        @Default("24")
        @Min(0)
        @Max(720)
        Integer rebootGraceHours) {

  public NodesSpec {
    imageMaxAgeDays = imageMaxAgeDays == null ? 30 : imageMaxAgeDays;
    imageUnsupportedAgeDays = imageUnsupportedAgeDays == null ? 90 : imageUnsupportedAgeDays;
    rebootGraceHours = rebootGraceHours == null ? 24 : rebootGraceHours;
  }

  static NodesSpec defaults() {
    return new NodesSpec(null, 30, 90, 24);
  }
}
