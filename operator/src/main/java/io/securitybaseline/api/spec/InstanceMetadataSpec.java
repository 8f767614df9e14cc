package io.securitybaseline.api.spec;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
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
        boolean allowLiftingDeny,
    @JsonPropertyDescription(
            "Probe: a short-lived pod on each Linux node pool, in namespace security-baseline-probe,"
                + " tries to reach 169.254.169.254, and the status shows the result; in every mode"
                + " but Off. The chart's value probe.enabled must be true.")
        @Default("Off")
        Verification verification,
    @JsonPropertyDescription("Hours after which a probe of a node pool is repeated.")
        @Default("24")
        @Min(1)
        @Max(720)
        Integer probeIntervalHours) {

  /** One that is not verified with probes. */
  public InstanceMetadataSpec(
      @Nullable Mode mode,
      EngineChoice engine,
      @Nullable AllowedPods allowedPods,
      boolean allowLegacyCilium,
      boolean allowLiftingDeny) {
    this(
        mode,
        engine,
        allowedPods,
        allowLegacyCilium,
        allowLiftingDeny,
        Verification.OFF,
        INTERVAL_HOURS);
  }

  private static final int INTERVAL_HOURS = 24;

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
    verification = verification == null ? Verification.OFF : verification;
    probeIntervalHours = probeIntervalHours == null ? INTERVAL_HOURS : probeIntervalHours;
  }

  static InstanceMetadataSpec defaults() {
    return new InstanceMetadataSpec(null, EngineChoice.AUTO, null, false, false);
  }
}
