package io.securitybaseline.controls.cluster;

import io.securitybaseline.api.spec.ClusterRequirements;
import io.securitybaseline.facts.azure.KubernetesVersion;
import io.securitybaseline.facts.azure.ManagedCluster;
import io.securitybaseline.facts.azure.ManagedCluster.Product;
import io.securitybaseline.facts.azure.ManagedClusterFacts.Minor;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * AKS supports the version that the control plane runs, in its region and under its support plan.
 * Source: the AKS support policy for Kubernetes versions and for long-term support.
 */
final class SupportedKubernetesVersion implements Check {

  static final String OFFICIAL = "KubernetesOfficial";
  static final String LONG_TERM = "AKSLongTermSupport";

  /** Under long-term support, only so many of a minor version's newest patches are supported. */
  private static final int LTS_PATCHES = 2;

  @Override
  public boolean isRequired(ClusterRequirements require) {
    return require.supportedKubernetesVersion();
  }

  @Override
  public CheckEvaluation evaluate(CheckInput subject) {
    return subject
        .facts()
        .supported()
        .either(
            minors ->
                subject
                    .cluster()
                    .version()
                    .map(version -> evaluate(version, minors, subject))
                    .orElseGet(() ->
                        CheckEvaluation.unknown(
                            Reasons.NOT_TOLD,
                            "Azure does not report which version the cluster runs")),
            CheckEvaluation::unknown);
  }

  private static CheckEvaluation evaluate(
      KubernetesVersion version, List<Minor> minors, CheckInput subject) {
    Optional<Minor> own =
        minors.stream().filter(minor -> minor.version().isSameMinor(version)).findFirst();
    if (own.isPresent()) {
      return evaluate(version, own.get(), subject);
    }
    boolean older = minors.stream().anyMatch(minor -> minor.version().compareTo(version) > 0);
    return older
        ? CheckEvaluation.fail(
            "Kubernetes %s is no longer supported in %s"
                .formatted(version, subject.cluster().location()),
            upgrade(subject))
        : CheckEvaluation.unknown(
            Reasons.NOT_TOLD,
            "the region's list of versions does not contain Kubernetes %s".formatted(version));
  }

  private static CheckEvaluation evaluate(
      KubernetesVersion version, Minor minor, CheckInput subject) {
    String plan = plan(subject.cluster());
    if (minor.plans().isEmpty()) {
      return CheckEvaluation.unknown(
          Reasons.NOT_TOLD,
          "Azure does not report under which support plan it supports " + version.minorText());
    }
    if (minor.plans().stream().noneMatch(supported -> supported.is(plan))) {
      return CheckEvaluation.fail(
          "Kubernetes %s is not supported under the plan %s".formatted(version, plan),
          upgrade(subject));
    }
    if (minor.preview()) {
      return CheckEvaluation.fail(
          "Kubernetes %s is a preview, which AKS supports on a best-effort basis"
              .formatted(version),
          "move workloads to a cluster with a released version");
    }
    return patch(version, minor, subject);
  }

  private static CheckEvaluation patch(KubernetesVersion version, Minor minor, CheckInput subject) {
    List<KubernetesVersion> patches =
        minor.patches().stream().sorted(Comparator.reverseOrder()).toList();
    if (patches.isEmpty() || version.patch().isEmpty()) {
      return CheckEvaluation.unknown(
          Reasons.NOT_TOLD,
          patches.isEmpty()
              ? "Azure does not report which patches of %s it supports"
                  .formatted(version.minorText())
              : "Azure does not report which patch of %s the cluster runs".formatted(version));
    }
    boolean lts = subject.cluster().product().isLongTermSupport();
    List<KubernetesVersion> supported =
        lts ? patches.stream().limit(LTS_PATCHES).toList() : patches;
    if (supported.contains(version)) {
      return CheckEvaluation.pass(
          "AKS supports Kubernetes %s under the plan %s"
              .formatted(version, plan(subject.cluster())));
    }
    if (version.compareTo(patches.getFirst()) > 0) {
      return CheckEvaluation.unknown(
          Reasons.NOT_TOLD,
          "the region's list of versions does not contain Kubernetes %s".formatted(version));
    }
    return CheckEvaluation.fail(
        lts
            ? "only the two newest patches have long-term support, not %s".formatted(version)
            : "AKS no longer supports the patch %s".formatted(version),
        subject.az("upgrade", "--kubernetes-version " + patches.getFirst()));
  }

  /** The plan that is in force: long-term support without its tier is none. */
  static String plan(ManagedCluster cluster) {
    Product product = cluster.product();
    return product.supportPlan().is(LONG_TERM) && !product.isLongTermSupport()
        ? OFFICIAL
        : product.supportPlan().or(OFFICIAL);
  }

  private static String upgrade(CheckInput subject) {
    return KubernetesUpgrade.offered(subject)
        .map(target -> subject.az("upgrade", "--kubernetes-version " + target))
        .orElseGet(() -> "see " + subject.az("get-upgrades", "-o table"));
  }
}
