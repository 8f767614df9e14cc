package io.securitybaseline.cli.plan;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.securitybaseline.api.spec.SecurityBaselineSpec;
import io.securitybaseline.cli.inventory.EntraAssumption;
import io.securitybaseline.cli.inventory.Inventory;
import io.securitybaseline.control.Baseline;
import io.securitybaseline.facts.AccessSnapshot.Entra;
import io.securitybaseline.facts.azure.directory.Memberships;
import io.securitybaseline.module.ControlModule;
import java.time.Instant;
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
            new PlanTerms(
                new EntraAssumption(Entra.ON, List.of()),
                Instant.parse("2026-11-24T10:00:00Z"),
                _ -> Memberships.NONE));
    return PlanFormat.TABLE.print(planner.ofEverything());
  }
}
