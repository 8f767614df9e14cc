package io.securitybaseline.api.spec;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import org.jspecify.annotations.Nullable;

/** No user pod reaches the instance metadata service. */
@ApiRecord
public record InstanceMetadataSpec(
    @JsonPropertyDescription("Overrides spec.mode for this control.") @Nullable Mode mode,
    @JsonPropertyDescription(
            "The network policy engine of the cluster. Auto looks in the cluster; Other is one"
                + " that implements NetworkPolicy as specified.")
        @Default("Auto")
        EngineChoice engine,
    @JsonPropertyDescription(
            "The pods that may keep using the instance metadata service, by one label. Absent:"
                + " none.")
        @Nullable AllowedPods allowedPods,
    @JsonPropertyDescription(
            "True: on a Cilium too old for enableDefaultDeny, apply a plain NetworkPolicy all the"
                + " same. It also cuts pods off from node addresses and from LocalDNS.")
        @Default("false")
        boolean allowLegacyCilium) {

  public InstanceMetadataSpec {
    engine = engine == null ? EngineChoice.AUTO : engine;
  }

  static InstanceMetadataSpec defaults() {
    return new InstanceMetadataSpec(null, EngineChoice.AUTO, null, false);
  }
}
