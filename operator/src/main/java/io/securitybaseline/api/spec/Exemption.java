package io.securitybaseline.api.spec;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Something that may fall short of the baseline until a date. */
@ApiRecord
public record Exemption(
    @JsonPropertyDescription("What this exemption is called in findings and metrics.")
        @Required
        @Size(min = 1, max = 63)
        String name,
    @JsonPropertyDescription("The control that is exempted from.") @Required
        @Nullable ExemptedControl control,
    @JsonPropertyDescription(
            "The namespaces that are exempt: names or globs. For every control but Nodes.")
        @JsonInclude(JsonInclude.Include.NON_EMPTY)
        @Size(min = 1, max = 32)
        List<@Size(min = 1, max = 63) String> namespaces,
    @JsonPropertyDescription(
            "The node pools that are exempt: names as the status shows them, or globs. For Nodes"
                + " only.")
        @JsonInclude(JsonInclude.Include.NON_EMPTY)
        @Size(min = 1, max = 32)
        List<@Size(min = 1, max = 73) String> nodePools,
    @JsonPropertyDescription("Why, in words that an auditor understands.")
        @Required
        @Size(min = 1, max = 256)
        String reason,
    @JsonPropertyDescription("Who answers for it: a person or a team, best an e-mail address.")
        @Required
        @Size(min = 1, max = 128)
        String owner,
    @JsonPropertyDescription("The last day, UTC, on which it exempts, written YYYY-MM-DD.")
        @Required
        @Size(max = 64)
        String expiresOn) {

  public Exemption {
    namespaces = namespaces == null ? List.of() : List.copyOf(namespaces);
    nodePools = nodePools == null ? List.of() : List.copyOf(nodePools);
  }

  /** Whether it still exempts on that day. One whose date cannot be read does not. */
  public boolean inForceOn(LocalDate today) {
    try {
      return !today.isAfter(LocalDate.parse(expiresOn));
    } catch (DateTimeParseException _) {
      return false;
    }
  }
}
