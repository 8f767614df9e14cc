package io.securitybaseline.controls.cluster;

import io.securitybaseline.facts.azure.KubernetesVersion;
import io.securitybaseline.facts.azure.ManagedClusterFacts.Upgrade;
import java.util.List;
import java.util.Optional;

/** The control plane runs the newest patch of its minor version. */
final class KubernetesUpgrade implements Check {

  @Override
  public CheckEvaluation evaluate(CheckInput subject) {
    Optional<KubernetesVersion> version = subject.cluster().version();
    return version
        .map(own ->
            subject
                .facts()
                .upgrades()
                .either(
                    upgrades -> evaluate(own, released(upgrades), subject),
                    CheckEvaluation::unknown))
        .orElseGet(() ->
            CheckEvaluation.unknown(
                Reasons.NOT_TOLD, "Azure does not report which version the cluster runs"));
  }

  private static CheckEvaluation evaluate(
      KubernetesVersion own, List<KubernetesVersion> upgrades, CheckInput subject) {
    if (own.patch().isEmpty()) {
      return CheckEvaluation.unknown(
          Reasons.NOT_TOLD,
          "Azure does not report which patch of %s the cluster runs".formatted(own));
    }
    Optional<KubernetesVersion> patch =
        upgrades.stream()
            .filter(upgrade -> upgrade.isSameMinor(own) && upgrade.compareTo(own) > 0)
            .reduce((_, last) -> last);
    if (patch.isPresent()) {
      return CheckEvaluation.fail(
          "the patch %s is available for Kubernetes %s".formatted(patch.get(), own),
          subject.az("upgrade", "--kubernetes-version " + patch.get()));
    }
    return upgrades.isEmpty()
        ? CheckEvaluation.pass("no newer version than %s is available".formatted(own))
        : CheckEvaluation.pass(
            "%s is the newest patch; upgrades: %s"
                .formatted(
                    own,
                    Phrases.names(upgrades.stream().map(KubernetesVersion::toString).toList())));
  }

  /**
   * The upgrade to recommend, if Azure offers any: the newest patch of the nearest minor version. A
   * preview is none.
   */
  static Optional<KubernetesVersion> offered(CheckInput subject) {
    List<KubernetesVersion> others =
        subject.facts().upgrades().known().stream()
            .flatMap(upgrades -> released(upgrades).stream())
            .filter(upgrade ->
                subject.cluster().version().filter(own -> own.isSameMinor(upgrade)).isEmpty())
            .toList();
    return others.stream()
        .filter(upgrade -> upgrade.isSameMinor(others.getFirst()))
        .reduce((_, last) -> last);
  }

  private static List<KubernetesVersion> released(List<Upgrade> upgrades) {
    return upgrades.stream()
        .filter(upgrade -> !upgrade.preview())
        .map(Upgrade::version)
        .sorted()
        .toList();
  }
}
