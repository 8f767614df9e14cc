package io.securitybaseline.facts.azure.arm;

import static org.assertj.core.api.Assertions.assertThat;

import io.securitybaseline.facts.azure.Attempt;
import io.securitybaseline.facts.azure.Failure;
import io.securitybaseline.facts.azure.ManagedClusterFacts;
import io.securitybaseline.facts.azure.ManagedClusterReader;
import io.securitybaseline.facts.azure.client.Timeouts;
import io.securitybaseline.testing.azure.AzureServer;
import io.securitybaseline.testing.azure.Documents;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** The SDK against a server that speaks Azure's protocol. */
abstract class AgainstAzure {

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
  void sound() {
    azure.reset();
    Documents.sound().serve(azure);
  }

  ManagedClusterFacts facts() {
    return succeeded(reader(PATIENCE).read());
  }

  static ManagedClusterFacts succeeded(Attempt attempt) {
    assertThat(attempt).isInstanceOf(Attempt.Succeeded.class);
    return ((Attempt.Succeeded) attempt).facts();
  }

  Failure failure() {
    return failure(reader(PATIENCE).read());
  }

  Failure failure(Duration patience) {
    return failure(reader(new Timeouts(patience, PATIENCE.round())).read());
  }

  Failure failure(Map<String, String> environment) {
    return failure(source(environment, PATIENCE).open(AzureServer.CLUSTER).read());
  }

  static Failure failure(Attempt attempt) {
    assertThat(attempt).isInstanceOf(Attempt.Failed.class);
    return ((Attempt.Failed) attempt).failure();
  }

  ManagedClusterReader reader(Timeouts patience) {
    return source(azure.environment(folder), patience).open(AzureServer.CLUSTER);
  }

  ArmReaderSource source(Map<String, String> environment, Timeouts patience) {
    return new ArmReaderSource(
        () -> environment,
        () -> HttpClient.newBuilder().sslContext(azure.trust().context()),
        patience,
        answered::add);
  }
}
