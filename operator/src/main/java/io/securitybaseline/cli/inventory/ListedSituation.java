package io.securitybaseline.cli.inventory;

import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.securitybaseline.api.spec.RoleName;
import io.securitybaseline.control.Baseline;
import io.securitybaseline.facts.AccessSnapshot;
import io.securitybaseline.facts.EngineAgents;
import io.securitybaseline.facts.EngineWatches;
import io.securitybaseline.module.ClusterFacts;
import io.securitybaseline.module.ControlModule;
import io.securitybaseline.module.Situation;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The situation of a command, made of what it has listed. */
public final class ListedSituation {

  private ListedSituation() {}

  /**
   * The situation. Which roles the operator may bind is not asked: that is a permission of the
   * operator, and not of the user who runs the command.
   *
   * @param today the day, UTC, by which exemptions are evaluated
   */
  public static Situation of(
      List<ControlModule> controls,
      Inventory inventory,
      Baseline baseline,
      EntraAssumption entra,
      LocalDate today) {
    return new Situation(
        baseline,
        0,
        Situation.Phase.ACTIVE,
        "",
        ClusterFacts.observe(inventory, agents(inventory), EngineAgents::of, null).snapshot(),
        AccessSnapshot.granted(boundRoles(controls, baseline), entra.entra()),
        today,
        false,
        false);
  }

  /** The roles that the spec asks the operator to bind. */
  public static Set<RoleName> boundRoles(List<ControlModule> controls, Baseline baseline) {
    return controls.stream()
        .flatMap(control -> control.boundRoles(baseline.spec()).stream())
        .collect(Collectors.toUnmodifiableSet());
  }

  private static List<DaemonSet> agents(Inventory inventory) {
    return EngineWatches.AGENTS.stream().flatMap(inventory::of).toList();
  }
}
