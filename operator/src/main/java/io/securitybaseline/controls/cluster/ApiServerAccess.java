package io.securitybaseline.controls.cluster;

import static io.securitybaseline.api.spec.ApiServerAccess.ANY;
import static io.securitybaseline.api.spec.ApiServerAccess.PRIVATE;

import io.securitybaseline.api.spec.ClusterRequirements;
import io.securitybaseline.facts.azure.ManagedCluster.ApiServer;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The API server is not open to the whole internet. */
final class ApiServerAccess implements Check {

  @Override
  public boolean isRequired(ClusterRequirements require) {
    return require.apiServerAccess() != ANY;
  }

  @Override
  public CheckEvaluation evaluate(CheckInput subject) {
    ApiServer server = subject.cluster().apiServer();
    if (server.isPrivate()) {
      return CheckEvaluation.pass("the cluster is private");
    }
    if (subject.require().apiServerAccess() == PRIVATE) {
      return CheckEvaluation.fail(
          "the API server has a public address, and spec.cluster.require.apiServerAccess requires"
              + " Private",
          "with API server VNet integration, "
              + subject.az("update", "--enable-private-cluster")
              + ", else create a new cluster");
    }
    return open(server.authorizedRanges())
        .map(open ->
            CheckEvaluation.fail(
                open, subject.az("update", "--api-server-authorized-ip-ranges CIDR,CIDR")))
        .orElseGet(() ->
            CheckEvaluation.pass(
                "the API server allows only " + Phrases.names(server.authorizedRanges())));
  }

  /** What lets in more than one organisation can need; empty if nothing does. */
  private static Optional<String> open(List<String> entries) {
    if (entries.isEmpty()) {
      return Optional.of("the API server is reachable from the whole internet");
    }
    AuthorizedRanges ranges = AuthorizedRanges.of(entries);
    if (ranges.isEverything()) {
      return Optional.of(
          "the authorized ranges %s allow the whole internet".formatted(Phrases.names(entries)));
    }
    Optional<String> tag =
        entries.stream()
            .map(String::strip)
            .filter(entry -> !AuthorizedRanges.isOne(entry) && isOfAllTenants(entry))
            .findFirst();
    if (tag.isPresent()) {
      return Optional.of(
          "the authorized service tag %s allows virtual machines of every Azure tenant"
              .formatted(tag.get()));
    }
    return ranges.isWide()
        ? Optional.of(
            "the authorized ranges %s add up to more than a /8 of public addresses"
                .formatted(Phrases.names(entries)))
        : Optional.empty();
  }

  /**
   * Whether the tag is {@code AzureCloud}, of all regions or of one: it holds the public addresses
   * of everything that runs in Azure, of every tenant. {@code Internet} holds all others.
   */
  private static boolean isOfAllTenants(String tag) {
    String lower = tag.toLowerCase(Locale.ROOT);
    return lower.equals("azurecloud")
        || lower.startsWith("azurecloud.")
        || lower.equals("internet");
  }
}
