package io.securitybaseline.cli.plan;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.securitybaseline.api.spec.SecurityBaselineSpec;
import io.securitybaseline.cli.inventory.EntraAssumption;
import io.securitybaseline.cli.inventory.Inventory;
import io.securitybaseline.control.Baseline;
import io.securitybaseline.facts.AccessSnapshot.Entra;
import io.securitybaseline.module.ControlModule;
import java.time.LocalDate;
import java.util.List;

/** The plan of a cluster with some controls. */
public final class PlanUnderTest {

  private PlanUnderTest() {}

  /** What {@code plan} prints. */
  public static String of(
      List<ControlModule> controls, SecurityBaselineSpec spec, List<HasMetadata> objects) {
    Planner planner =
        new Planner(
            controls,
            new Inventory(objects),
            new Baseline("uid-1", spec),
            new EntraAssumption(Entra.ON, List.of()),
            LocalDate.parse("2026-11-24"));
    return PlanFormat.TABLE.print(planner.ofEverything());
  }
}
