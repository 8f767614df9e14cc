package io.securitybaseline.api.status;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Size;
import io.securitybaseline.api.spec.ApiRecord;
import java.util.List;

/** Namespaces that are not evaluated, with those in which something runs all the same. */
@ApiRecord
public record UnevaluatedNamespaces(
    @JsonPropertyDescription("Number of namespaces that are not being deleted.") int total,
    @JsonPropertyDescription("Number of these namespaces with pods.") int withPods,
    @JsonPropertyDescription(
            "Names of the namespaces with pods, sorted: all system namespaces, at most 10 excluded"
                + " ones.")
        @Size(max = 25)
        List<String> names) {

  public UnevaluatedNamespaces {
    names = names == null ? List.of() : List.copyOf(names);
  }
}
