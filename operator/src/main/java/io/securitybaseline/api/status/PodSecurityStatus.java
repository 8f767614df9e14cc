package io.securitybaseline.api.status;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Size;
import io.securitybaseline.api.spec.ApiRecord;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which namespaces meet the Pod Security Standards. */
@ApiRecord
public record PodSecurityStatus(
    @JsonPropertyDescription("The user namespaces, counted.")
        @Nullable PodSecurityCounts namespaces,
    @JsonPropertyDescription("The worst findings, at most 10, sorted.") @Size(max = 10)
        List<NamespaceFinding> worst) {

  public PodSecurityStatus {
    worst = worst == null ? List.of() : List.copyOf(worst);
  }
}
