package io.securitybaseline.api.spec;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Size;
import org.jspecify.annotations.Nullable;

/** Pods meet a level of the Pod Security Standards. */
@ApiRecord
public record PodSecuritySpec(
    @JsonPropertyDescription("Overrides spec.mode for this control.") @Nullable Mode mode,
    @JsonPropertyDescription("The level of the Pod Security Standards to meet.")
        @Default("restricted")
        PodSecurityLevel level,
    @JsonPropertyDescription(
            "The version of the standards: latest, or a minor version of Kubernetes such as"
                + " v1.36.")
        @Default("latest")
        @Size(max = 32)
        String version,
    @JsonPropertyDescription(
            "True: Enforce also sets the label pod-security.kubernetes.io/enforce, on namespaces in"
                + " which it rejects no pod and no template.")
        @Default("false")
        boolean enforceLabel) {

  public PodSecuritySpec {
    level = level == null ? PodSecurityLevel.RESTRICTED : level;
    version = version == null ? "latest" : version;
  }

  static PodSecuritySpec defaults() {
    return new PodSecuritySpec(null, PodSecurityLevel.RESTRICTED, "latest", false);
  }
}
