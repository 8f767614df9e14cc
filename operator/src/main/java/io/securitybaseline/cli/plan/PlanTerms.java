package io.securitybaseline.cli.plan;

import io.securitybaseline.api.status.ProbeStatus;
import io.securitybaseline.cli.inventory.EntraAssumption;
import io.securitybaseline.facts.azure.directory.DirectoryQuestions;
import io.securitybaseline.facts.azure.directory.Memberships;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;

/**
 * What a plan depends on beside the objects of the cluster.
 *
 * @param now the time of the plan; exemptions are evaluated by its day, UTC
 * @param directory answers what has to be known of users and groups
 * @param probes what probes found out, as the operator stored it
 */
record PlanTerms(
    EntraAssumption entra,
    Instant now,
    Function<DirectoryQuestions, Memberships> directory,
    List<ProbeStatus> probes) {

  PlanTerms {
    probes = List.copyOf(probes);
  }

  /** Where nothing was probed. */
  PlanTerms(
      EntraAssumption entra, Instant now, Function<DirectoryQuestions, Memberships> directory) {
    this(entra, now, directory, List.of());
  }
}
