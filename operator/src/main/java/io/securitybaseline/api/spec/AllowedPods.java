package io.securitybaseline.api.spec;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import java.util.List;

/** Pods chosen by one label; only with one key is the complement a single selector. */
@ApiRecord
public record AllowedPods(
    @JsonPropertyDescription("Label key.") @Required @Size(min = 1, max = 317) String key,
    @JsonPropertyDescription("Label values. A pod with any of them is allowed.")
        @Required
        @Size(min = 1, max = 16)
        List<@Size(max = 63) String> values) {

  public AllowedPods {
    values = values == null ? List.of() : List.copyOf(values);
  }
}
