package io.securitybaseline.api.spec;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An exemption from a control until a date. */
@ApiRecord
public record Exemption(
    @JsonPropertyDescription("Name of the exemption in findings and metrics.")
        @Required
        @Size(min = 1, max = 63)
        String name,
    @JsonPropertyDescription("The control to which the exemption applies.") @Required
        @Nullable ExemptedControl control,
    @JsonPropertyDescription("Exempt namespaces: names or globs. For every control except Nodes.")
        @JsonInclude(JsonInclude.Include.NON_EMPTY)
        @Size(min = 1, max = 32)
        List<@Size(min = 1, max = 63) String> namespaces,
    @JsonPropertyDescription("Exempt node pools: names as in the status, or globs. For Nodes only.")
        @JsonInclude(JsonInclude.Include.NON_EMPTY)
        @Size(min = 1, max = 32)
        List<@Size(min = 1, max = 73) String> nodePools,
    @JsonPropertyDescription(
            "Exempt workloads in these namespaces, as Kind/name, in which * matches any characters."
                + " For PodSecurity only; absent: everything in the namespaces.")
        @JsonInclude(JsonInclude.Include.NON_EMPTY)
        @Size(min = 1, max = 32)
        List<@Size(min = 3, max = 320) String> workloads,
    @JsonPropertyDescription(
            "Exempt role bindings: names or globs, of RoleBindings in these namespaces, or of"
                + " ClusterRoleBindings where there are no namespaces. For LeastPrivilege only.")
        @JsonInclude(JsonInclude.Include.NON_EMPTY)
        @Size(min = 1, max = 32)
        List<@Size(min = 1, max = 253) String> bindings,
    @JsonPropertyDescription("Reason for the exemption, for auditors.")
        @Required
        @Size(min = 1, max = 256)
        String reason,
    @JsonPropertyDescription("Responsible person or team, preferably an e-mail address.")
        @Required
        @Size(min = 1, max = 128)
        String owner,
    @JsonPropertyDescription("Last day (UTC) on which the exemption applies, as YYYY-MM-DD.")
        @Required
        @Size(max = 64)
        String expiresOn) {

  public Exemption {
    namespaces = namespaces == null ? List.of() : List.copyOf(namespaces);
    nodePools = nodePools == null ? List.of() : List.copyOf(nodePools);
    workloads = workloads == null ? List.of() : List.copyOf(workloads);
    bindings = bindings == null ? List.of() : List.copyOf(bindings);
  }

  /** One that covers whole namespaces or node pools. */
  public Exemption(
      String name,
      @Nullable ExemptedControl control,
      List<String> namespaces,
      List<String> nodePools,
      String reason,
      String owner,
      String expiresOn) {
    this(name, control, namespaces, nodePools, List.of(), List.of(), reason, owner, expiresOn);
  }

  /** Whether it covers everything in its namespaces, and not only single objects. */
  public boolean coversNamespaces() {
    return workloads.isEmpty() && bindings.isEmpty();
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
