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
            "The namespaces where Enforce takes effect, by their labels; the others are audited."
                + " Absent: everywhere.")
        @Nullable LabelSelector selector,
    @JsonPropertyDescription(
            "How many namespaces a minute may receive something new. 0: as many as there are."
                + " Azure NPM copes badly with many new policies at once.")
        @Default("0")
        @Min(0)
        @Max(10000)
        int namespacesPerMinute) {

  static RolloutSpec defaults() {
    return new RolloutSpec(null, 0);
  }
}
