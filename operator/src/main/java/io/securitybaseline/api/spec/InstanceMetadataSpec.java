package io.securitybaseline.api.spec;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import org.jspecify.annotations.Nullable;

/** No user pod reaches the instance metadata service. */
@ApiRecord
public record InstanceMetadataSpec(
    @JsonPropertyDescription("Overrides spec.mode for this control.") @Nullable Mode mode,
    @JsonPropertyDescription(
            "The network policy engine of the cluster. Auto detects it; Other is an engine that"
                + " implements NetworkPolicy as specified.")
        @Default("Auto")
        EngineChoice engine,
    @JsonPropertyDescription(
            "Pods that may use the instance metadata service, selected by one label. Absent: none.")
        @Nullable AllowedPods allowedPods,
    @JsonPropertyDescription(
            "True: on a Cilium version without enableDefaultDeny, apply a NetworkPolicy, which also"
                + " blocks node addresses and LocalDNS.")
        @Default("false")
        boolean allowLegacyCilium,
    @JsonPropertyDescription(
            "True: apply a NetworkPolicy also where it allows traffic that a policy of another"
                + " kind, such as a GlobalNetworkPolicy of Calico, blocks with a lower rank.")
        @Default("false")
        boolean allowLiftingDeny) {

  /** One that lifts no deny. */
  public InstanceMetadataSpec(
      @Nullable Mode mode,
      EngineChoice engine,
      @Nullable AllowedPods allowedPods,
      boolean allowLegacyCilium) {
    this(mode, engine, allowedPods, allowLegacyCilium, false);
  }

  public InstanceMetadataSpec {
    engine = engine == null ? EngineChoice.AUTO : engine;
  }

  static InstanceMetadataSpec defaults() {
    return new InstanceMetadataSpec(null, EngineChoice.AUTO, null, false, false);
  }
}
