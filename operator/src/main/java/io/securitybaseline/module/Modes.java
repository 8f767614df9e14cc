package io.securitybaseline.module;

import io.securitybaseline.api.spec.Mode;
import io.securitybaseline.api.spec.SecurityBaselineSpec;
import java.util.Comparator;
import java.util.List;

/** The modes in effect on controls. */
public final class Modes {

  private Modes() {}

  /** The mode in effect on a control: its own, else that of the spec. */
  public static Mode of(ControlModule control, SecurityBaselineSpec spec) {
    return spec.effectiveMode(control.mode(spec));
  }

  /** The strongest mode in effect on any of the controls; {@code Off} where there is none. */
  public static Mode strongest(List<ControlModule> controls, SecurityBaselineSpec spec) {
    return controls.stream()
        .map(control -> of(control, spec))
        .max(Comparator.naturalOrder())
        .orElse(Mode.OFF);
  }
}
