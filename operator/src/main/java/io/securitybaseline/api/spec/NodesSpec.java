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
            "Overrides spec.mode for this control. The control only reports, so Enforce has the"
                + " effect of Audit.")
        @Nullable Mode mode,
    @JsonPropertyDescription(
            "Age in days after which a node image is outdated. A Windows image is outdated at the"
                + " earliest two weeks after the next Patch Tuesday, when a newer image is"
                + " available.")
        @Default("30")
        @Min(1)
        @Max(365)
        Integer imageMaxAgeDays,
    @JsonPropertyDescription(
            "Age in days after which a node image is unsupported. Microsoft supports images up to"
                + " 90 days old.")
        @Default("90")
        @Min(1)
        @Max(365)
        Integer imageUnsupportedAgeDays,
    @JsonPropertyDescription(
            "Hours that a required reboot may be pending before it is a violation.")
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
