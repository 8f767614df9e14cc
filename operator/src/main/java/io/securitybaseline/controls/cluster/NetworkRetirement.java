package io.securitybaseline.controls.cluster;

import io.securitybaseline.facts.azure.ManagedCluster;
import io.securitybaseline.facts.azure.ManagedCluster.Network;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Nothing of the network is past the day on which AKS retires it. Source: the retirement notices in
 * the AKS documentation on network policies and on kubenet.
 */
final class NetworkRetirement implements Check {

  static final LocalDate NPM_ON_WINDOWS = LocalDate.of(2026, 9, 30);
  private static final LocalDate NPM_ON_LINUX = LocalDate.of(2028, 9, 30);
  private static final LocalDate KUBENET = LocalDate.of(2028, 3, 31);

  private record Retirement(String what, LocalDate day, String remedy) {}

  @Override
  public CheckEvaluation evaluate(CheckInput subject) {
    List<Retirement> retirements = retirements(subject);
    return retirements.stream()
        .min(Comparator.comparing(Retirement::day))
        .map(next -> evaluate(next, subject.today()))
        .orElseGet(() -> CheckEvaluation.pass("no retirement of a network feature is announced"));
  }

  private static CheckEvaluation evaluate(Retirement next, LocalDate today) {
    return today.isAfter(next.day())
        ? CheckEvaluation.fail(
            "%s was retired on %s".formatted(next.what(), next.day()), next.remedy())
        : CheckEvaluation.pass(
            "%s retires on %s; before that day: %s"
                .formatted(next.what(), next.day(), next.remedy()));
  }

  private static List<Retirement> retirements(CheckInput subject) {
    ManagedCluster cluster = subject.cluster();
    Network network = cluster.network();
    List<Retirement> retirements = new ArrayList<>();
    if (network.policy().is("azure")) {
      retirements.add(
          new Retirement("Azure NPM", NPM_ON_LINUX, EngineMigrationAdvice.remedy(subject)));
      if (EngineMigrationAdvice.hasWindows(subject)) {
        retirements.add(
            new Retirement(
                "Azure NPM on Windows nodes",
                NPM_ON_WINDOWS,
                EngineMigrationAdvice.toCalicoOnWindows()));
      }
    }
    if (network.plugin().is("kubenet")) {
      retirements.add(
          new Retirement(
              "kubenet",
              KUBENET,
              subject.az("update", "--network-plugin azure --network-plugin-mode overlay")
                  + " (re-images all nodes of all pools at once)"));
    }
    return retirements;
  }
}
