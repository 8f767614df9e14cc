package io.securitybaseline.controls.cluster;

import io.securitybaseline.control.AzureCli;
import io.securitybaseline.facts.azure.ManagedCluster.Channels;
import io.securitybaseline.facts.azure.Setting;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What AKS upgrades by itself, it upgrades at a time that somebody chose. The configuration {@code
 * default} is for AKS's own weekly releases and does not count here.
 */
final class MaintenanceWindow implements Check {

  private static final String CLUSTER = "aksManagedAutoUpgradeSchedule";
  private static final String NODE_OS = "aksManagedNodeOSUpgradeSchedule";

  @Override
  public CheckEvaluation evaluate(CheckInput subject) {
    Channels channels = subject.cluster().channels();
    if (!isOn(channels.cluster()) && !ofNodeOs(channels)) {
      return CheckEvaluation.pass("no upgrade is automatic, so no maintenance window is needed");
    }
    return subject
        .facts()
        .maintenance()
        .either(configured -> evaluate(configured, subject), CheckEvaluation::unknown);
  }

  private static CheckEvaluation evaluate(Set<String> configured, CheckInput subject) {
    List<String> missing = new ArrayList<>();
    Channels channels = subject.cluster().channels();
    if (isOn(channels.cluster()) && !has(configured, CLUSTER)) {
      missing.add(CLUSTER);
    }
    if (ofNodeOs(channels) && !has(configured, NODE_OS)) {
      missing.add(NODE_OS);
    }
    return missing.isEmpty()
        ? CheckEvaluation.pass("every automatic upgrade has a maintenance window")
        : CheckEvaluation.fail(
            "automatic upgrades may start at any time, because this is missing: "
                + String.join(", ", missing),
            AzureCli.maintenance(
                Optional.of(subject.cluster().id()),
                missing.getFirst(),
                "--schedule-type Weekly --day-of-week Saturday --interval-weeks 1 --duration 4"
                    + " --start-time 02:00"));
  }

  /** On the channel Unmanaged the nodes patch themselves, whenever they like. */
  private static boolean ofNodeOs(Channels channels) {
    return isOn(channels.nodeOs()) && !channels.nodeOs().is("Unmanaged");
  }

  private static boolean isOn(Setting channel) {
    return !channel.isAbsent() && !channel.is("none");
  }

  private static boolean has(Set<String> configured, String name) {
    return configured.stream().anyMatch(name::equalsIgnoreCase);
  }
}
