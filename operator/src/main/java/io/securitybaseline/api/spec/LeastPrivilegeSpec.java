package io.securitybaseline.api.spec;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Size;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Roles grant no more than needed, and only to known subjects. */
@ApiRecord
public record LeastPrivilegeSpec(
    @JsonPropertyDescription(
            "Overrides spec.mode for this control. Audit and Enforce are the same.")
        @Nullable Mode mode,
    @JsonPropertyDescription(
            "Object ids of the Entra ID groups that may hold cluster-admin and wildcards.")
        @Default("[]")
        @Size(max = 32)
        List<String> administrators,
    @JsonPropertyDescription(
            "How findings of a check count, by its name: Violation, Note or Off; write \"Off\" with"
                + " quotes. Absent: see docs/controls/leastprivilege.md.")
        @Default("{}")
        Map<String, CheckSeverity> checks) {

  public LeastPrivilegeSpec {
    administrators = administrators == null ? List.of() : List.copyOf(administrators);
    checks = checks == null ? Map.of() : Map.copyOf(checks);
  }

  static LeastPrivilegeSpec defaults() {
    return new LeastPrivilegeSpec(null, List.of(), Map.of());
  }
}
