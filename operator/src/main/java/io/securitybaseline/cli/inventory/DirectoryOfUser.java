package io.securitybaseline.cli.inventory;

import io.securitybaseline.facts.azure.client.AzureConnection;
import io.securitybaseline.facts.azure.client.Timeouts;
import io.securitybaseline.facts.azure.directory.DirectoryLookup;
import io.securitybaseline.facts.azure.directory.DirectoryQuestions;
import io.securitybaseline.facts.azure.directory.DirectoryReader;
import io.securitybaseline.facts.azure.directory.Memberships;
import io.securitybaseline.facts.azure.graph.GraphReaderSource;
import java.net.http.HttpClient;
import java.time.Duration;

/**
 * Microsoft Graph with the rights of the user who runs a command: by workload identity in a pod,
 * else as Azure CLI is signed in.
 */
public final class DirectoryOfUser {

  private static final Timeouts TIMEOUTS =
      new Timeouts(Duration.ofSeconds(30), Duration.ofSeconds(90));

  private DirectoryOfUser() {}

  /** Answers what can be answered; without questions, nothing is sent. */
  public static Memberships ask(DirectoryQuestions questions) {
    return DirectoryLookup.ask(DirectoryOfUser::open, questions);
  }

  private static DirectoryReader open() {
    return new GraphReaderSource(
            new AzureConnection.Source(System::getenv, HttpClient::newBuilder, TIMEOUTS, _ -> {}))
        .open();
  }
}
