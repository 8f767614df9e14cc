package io.securitybaseline.controls.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.securitybaseline.api.spec.SecurityBaselineSpec;
import io.securitybaseline.api.status.ProbeStatus;
import io.securitybaseline.control.Baseline;
import io.securitybaseline.control.Finding;
import io.securitybaseline.controls.golden.GoldenCase;
import io.securitybaseline.controls.golden.GoldenCases;
import io.securitybaseline.controls.golden.GoldenInput;
import io.securitybaseline.facts.ClusterSnapshot;
import io.securitybaseline.facts.azure.Attempt;
import io.securitybaseline.facts.azure.Failure;
import io.securitybaseline.facts.azure.Reading;
import io.securitybaseline.facts.azure.arm.ArmReaderSource;
import io.securitybaseline.facts.azure.client.Timeouts;
import io.securitybaseline.kubernetes.NetworkEngine;
import io.securitybaseline.module.Evaluation;
import io.securitybaseline.module.Scope;
import io.securitybaseline.testing.azure.AzureServer;
import io.securitybaseline.testing.azure.Documents;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * The cases in {@code control/cluster}. {@code in-azure.yaml} is what Azure reports differently
 * from {@code azure/sound.yaml}, as a merge patch; it goes through the real SDK.
 */
class ClusterGoldenTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final KubernetesSerialization OBJECTS = new KubernetesSerialization();

  /** What was read for a case once need not be read again, however often the checks are run. */
  private static final Map<JsonNode, Attempt> READ = new ConcurrentHashMap<>();

  @TempDir static Path folder;
  private static @Nullable AzureServer azure;

  /** The day, a reading that is none, or an old one, and what engines are seen in the cluster. */
  record Facts(
      @Nullable String today,
      @Nullable String reading,
      @Nullable Map<NetworkEngine, String> engines,
      @Nullable List<ProbeStatus> probes) {

    static Facts usual() {
      return new Facts(null, null, null, null);
    }

    Map<NetworkEngine, String> seen() {
      return engines == null ? Map.of() : engines;
    }

    LocalDate day() {
      return LocalDate.parse(today == null ? "2026-11-24" : today);
    }
  }

  @AfterAll
  static void stop() {
    if (azure != null) {
      azure.close();
      azure = null;
    }
  }

  @TestFactory
  Stream<DynamicTest> cases() {
    return GoldenCases.answering("cluster", ClusterGoldenTest::answers);
  }

  private static Map<String, Object> answers(GoldenCase golden) {
    Facts facts = golden.one("in-facts.yaml", Facts.class).orElseGet(Facts::usual);
    GoldenInput input = new GoldenInput(baseline(golden));
    golden
        .all("in-objects.yaml", JsonNode.class)
        .forEach(each ->
            input.resources.add(
                Objects.requireNonNull(
                    OBJECTS.<HasMetadata>convertValue(each, HasMetadata.class))));
    Evaluation evaluation =
        input
            .azure(reading(golden, facts))
            .now(facts.day().atStartOfDay().toInstant(ZoneOffset.UTC))
            .cluster(
                new ClusterSnapshot(facts.seen(), false, false, false, false, false, null)
                    .probed(Objects.requireNonNullElse(facts.probes(), List.of())))
            .evaluation(new ClusterModule(), new Scope.WholeCluster(), "cluster");
    Posture posture = (Posture) Objects.requireNonNull(evaluation.detail());
    Map<String, Object> answers = new LinkedHashMap<>();
    answers.put("out-checks.yaml", posture.checks().stream().map(it -> check(it)).toList());
    answers.put(
        "out-findings.yaml",
        evaluation.verdict().findings().stream()
            .filter(finding -> finding.severity() != Finding.Severity.NOTE)
            .map(finding -> finding.severity() + " " + finding.reason())
            .toList());
    return answers;
  }

  private static Map<String, Object> check(Posture.Checked checked) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("name", checked.name());
    map.put("required", checked.required());
    map.put("result", checked.result());
    if (!checked.reason().isEmpty()) {
      map.put("reason", checked.reason());
    }
    map.put("message", checked.message());
    return map;
  }

  private static Baseline baseline(GoldenCase golden) {
    SecurityBaselineSpec spec =
        golden
            .one("in-spec.yaml", JsonNode.class)
            .map(it -> JSON.convertValue(it, SecurityBaselineSpec.class))
            .orElseGet(SecurityBaselineSpec::defaults);
    return new Baseline("baseline-1", spec);
  }

  private static Reading reading(GoldenCase golden, Facts facts) {
    return switch (facts.reading()) {
      case "NotConfigured" -> new Reading.NotConfigured();
      case "Awaited" -> new Reading.Pending();
      case "Stale" ->
          switch (read(golden)) {
            case Reading.Fresh(var known, Instant readAt) ->
                new Reading.Stale(known, readAt, new Failure(Failure.Kind.THROTTLED, "slow down"));
            case Reading other -> throw new IllegalStateException("no reading: " + other);
          };
      case null, default -> read(golden);
    };
  }

  private static Reading read(GoldenCase golden) {
    JsonNode patch = golden.one("in-azure.yaml", JsonNode.class).orElseGet(JSON::createObjectNode);
    return switch (READ.computeIfAbsent(patch, ClusterGoldenTest::ask)) {
      case Attempt.Succeeded(var facts) ->
          new Reading.Fresh(facts, Instant.parse("2026-11-24T08:00:00Z"));
      case Attempt.Failed(Failure why) -> new Reading.Failed(why);
    };
  }

  private static Attempt ask(JsonNode patch) {
    AzureServer server = azure == null ? AzureServer.start() : azure;
    azure = server;
    server.reset();
    Documents.sound().but(patch).serve(server);
    return new ArmReaderSource(
            () -> server.environment(folder),
            () -> HttpClient.newBuilder().sslContext(server.trust().context()),
            new Timeouts(Duration.ofSeconds(20), Duration.ofSeconds(60)),
            _ -> {})
        .open(AzureServer.CLUSTER)
        .read();
  }
}
