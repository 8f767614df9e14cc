package io.securitybaseline.api.spec;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.kubernetes.api.model.LabelSelector;
import org.jspecify.annotations.Nullable;

/** Where and how fast {@code Enforce} takes effect. */
@ApiRecord
public record RolloutSpec(
    @JsonPropertyDescription(
            "Label selector of the namespaces in which Enforce takes effect; the others are"
                + " audited. Absent: all namespaces.")
        @Nullable LabelSelector selector,
    @JsonPropertyDescription(
            "Maximum number of namespaces per minute that receive new objects. 0: no limit. Azure"
                + " NPM handles many new policies at the same time badly.")
        @Default("0")
        @Min(0)
        @Max(10000)
        int namespacesPerMinute) {

  static RolloutSpec defaults() {
    return new RolloutSpec(null, 0);
  }
}
