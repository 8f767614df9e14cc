package io.securitybaseline.api.spec;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Size;
import java.util.List;

/** Selection of the user namespaces. */
@ApiRecord
public record NamespacesSpec(
    @JsonPropertyDescription(
            "Namespaces that no control evaluates, in addition to those of Kubernetes and AKS."
                + " Names or globs.")
        @Default("[]")
        @Size(max = 64)
        List<@Size(min = 1, max = 63) String> exclude) {

  public NamespacesSpec {
    exclude = exclude == null ? List.of() : List.copyOf(exclude);
  }

  static NamespacesSpec defaults() {
    return new NamespacesSpec(List.of());
  }
}
