package io.securitybaseline.control.cluster;

import static io.securitybaseline.api.ApiServerAccess.ANY;
import static io.securitybaseline.api.ApiServerAccess.PRIVATE;

import io.securitybaseline.api.ClusterRequirements;
import io.securitybaseline.observe.azure.ManagedCluster.ApiServer;
import java.util.List;

/** The API server is not open to the whole internet. */
final class ApiServerAccess implements Check {

  @Override
  public boolean isRequired(ClusterRequirements require) {
    return require.apiServerAccess() != ANY;
  }

  @Override
  public Outcome judge(Subject subject) {
    ApiServer server = subject.cluster().apiServer();
    if (server.isPrivate()) {
      return Outcome.pass("the cluster is private");
    }
    if (subject.require().apiServerAccess() == PRIVATE) {
      return Outcome.fail(
          "the API server has a public address, and spec.cluster.require.apiServerAccess asks for"
              + " Private",
          "with API server VNet integration, "
              + subject.az("update", "--enable-private-cluster")
              + ", else create the cluster anew");
    }
    List<String> open = server.authorizedRanges().stream().filter(ApiServerAccess::isAll).toList();
    if (!open.isEmpty()) {
      return Outcome.fail(
          "the authorized range %s lets the whole internet in".formatted(open.getFirst()),
          subject.az("update", "--api-server-authorized-ip-ranges CIDR,CIDR"));
    }
    return server.authorizedRanges().isEmpty()
        ? Outcome.fail(
            "the API server is open to the whole internet",
            subject.az("update", "--api-server-authorized-ip-ranges CIDR,CIDR"))
        : Outcome.pass("the API server lets in only " + Phrases.names(server.authorizedRanges()));
  }

  /** Entries may be service tags, so that nothing but a block of everything is looked for. */
  private static boolean isAll(String range) {
    return range.strip().endsWith("/0");
  }
}
