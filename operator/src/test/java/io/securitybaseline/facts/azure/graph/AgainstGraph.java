package io.securitybaseline.facts.azure.graph;

import io.securitybaseline.facts.azure.client.AzureConnection;
import io.securitybaseline.facts.azure.client.Timeouts;
import io.securitybaseline.facts.azure.directory.DirectoryReader;
import io.securitybaseline.facts.azure.directory.DirectoryReader.Answers;
import io.securitybaseline.facts.azure.directory.DirectoryReader.Request;
import io.securitybaseline.facts.azure.directory.Membership;
import io.securitybaseline.facts.azure.directory.UserInGroup;
import io.securitybaseline.testing.azure.AzureServer;
import io.securitybaseline.testing.azure.GraphDirectory;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** The reader against a server that speaks Microsoft Graph over HTTPS. */
abstract class AgainstGraph {

  static final String DEVS = "9c1d5b6e-7f00-4f4f-9a34-2d0f6d1a7c11";
  static final String NESTED = "0b0b0b0b-1111-4222-8333-444444444444";
  static final String GUEST = "eve_fabrikam.com#EXT#@contoso.onmicrosoft.com";
  static final Timeouts PATIENCE = new Timeouts(Duration.ofSeconds(20), Duration.ofSeconds(60));

  @TempDir static Path folder;
  static AzureServer azure;

  final List<Integer> answered = new CopyOnWriteArrayList<>();

  @BeforeAll
  static void start() {
    azure = AzureServer.start();
  }

  @AfterAll
  static void stop() {
    azure.close();
  }

  @BeforeEach
  void aDirectory() {
    azure.reset();
    graph()
        .users(List.of("alice@contoso.com", "bob@contoso.com", "zoe@contoso.com", GUEST))
        .group(DEVS, "alice@contoso.com", NESTED)
        .group(NESTED, GUEST);
  }

  static GraphDirectory graph() {
    return azure.graph();
  }

  static @Nullable Membership of(Answers answers, String user) {
    return answers.users().get(new UserInGroup(user, DEVS));
  }

  Answers ask(Set<String> groups, String... users) {
    return reader().read(request(groups, users));
  }

  static Request request(Set<String> groups, String... users) {
    Map<String, Set<String>> asked = new HashMap<>();
    for (String user : users) {
      asked.computeIfAbsent(user, _ -> new HashSet<>()).add(DEVS);
    }
    return new Request(asked, groups);
  }

  DirectoryReader reader() {
    return new GraphReaderSource(
            new AzureConnection.Source(
                () -> azure.environment(folder),
                () -> HttpClient.newBuilder().sslContext(azure.trust().context()),
                PATIENCE,
                answered::add))
        .open();
  }
}
