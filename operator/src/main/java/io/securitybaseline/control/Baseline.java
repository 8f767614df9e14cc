package io.securitybaseline.control;

import io.securitybaseline.api.spec.Mode;
import io.securitybaseline.api.spec.SecurityBaselineSpec;
import java.util.Collections;
import java.util.stream.Stream;

/**
 * The baseline that is to be met.
 *
 * @param uid of the SecurityBaseline object; marks what it makes as its own
 */
public record Baseline(String uid, SecurityBaselineSpec spec) {

  /** The mode in effect on a control: its own, else that of the spec. */
  public Mode mode(ControlId control) {
    return spec.effectiveMode(
        switch (control) {
          case INSTANCE_METADATA -> spec.instanceMetadata().mode();
          case GROUP_BINDINGS -> spec.groupBindings().mode();
          case NODES -> spec.nodes().mode();
          case CLUSTER -> spec.cluster().mode();
        });
  }

  /** The strongest mode in effect on any control. */
  public Mode strongestMode() {
    return Collections.max(Stream.of(ControlId.values()).map(this::mode).toList());
  }
}
