package io.securitybaseline.facts.azure;

import static io.securitybaseline.facts.azure.ScriptedReader.facts;
import static io.securitybaseline.facts.azure.ScriptedReader.failing;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Condition;
import io.securitybaseline.api.spec.Mode;
import io.securitybaseline.api.spec.SecurityBaselineSpec;
import io.securitybaseline.api.status.CheckResult;
import io.securitybaseline.api.status.ClusterCheck;
import io.securitybaseline.api.status.SecurityBaselineStatus;
import io.securitybaseline.controls.cluster.ClusterControl;
import io.securitybaseline.controls.cluster.ClusterReport;
import io.securitybaseline.facts.AzureSnapshot;
import io.securitybaseline.facts.azure.Failure.Kind;
import io.securitybaseline.report.StatusReport;
import io.securitybaseline.testing.MovableClock;
import io.securitybaseline.testing.azure.FakeTimer;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A day on which Azure does not answer, as the status reports it. */
class OutageTest {

  private static final Target TARGET =
      new Target(
          Optional.of(
              "/subscriptions/s/resourceGroups/rg/providers/Microsoft.ContainerService/managedClusters/c"),
          Duration.ofMinutes(15),
          "");

  private static final Failure ANSWER = new Failure(Kind.FAULT, "Azure answered with status 503");
  private static final Failure TIMEOUT =
      new Failure(Kind.UNREACHABLE, "Azure did not answer in time");
  private static final Failure CONNECTION =
      new Failure(Kind.UNREACHABLE, "no connection to Azure (ConnectException)");

  private final MovableClock clock = MovableClock.at("2026-11-24T08:00:00Z");
  private final FakeTimer timer = new FakeTimer(clock);
  private final ScriptedReader reader = new ScriptedReader();
  private final List<SecurityBaselineStatus> written = new ArrayList<>();
  private final ManagedClusterPoller poller =
      new ManagedClusterPoller(
          reader,
          timer,
          new SplittableRandom(7),
          new ManagedClusterPoller.Clocks(clock, clock),
          this::look);

  /**
   * One way of failing each, or one after the other: that is not a relevant change, the outage is
   * one.
   */
  static Stream<List<Failure>> outages() {
    return Stream.of(
        List.of(CONNECTION),
        List.of(ANSWER),
        List.of(ANSWER, TIMEOUT, CONNECTION),
        List.of(TIMEOUT, ANSWER, ANSWER, CONNECTION));
  }

  @ParameterizedTest
  @MethodSource("outages")
  void changesNothingButTheDoubtAndInTheEndTheUnknown(List<Failure> failures) {
    poller.follow(TARGET);
    timer.elapse();
    Instant read = clock.instant();
    Iterator<Failure> inTurns =
        Stream.iterate(0, i -> i + 1).map(i -> failures.get(i % failures.size())).iterator();
    reader.doing(() -> new Attempt.Failed(inTurns.next()));
    Instant end = clock.instant().plus(Duration.ofDays(1));
    while (clock.instant().isBefore(end)) {
      timer.elapse();
    }
    assertThat(reader.reads()).as("a round a refresh, and some at first").isLessThan(110);
    reader.answers(new Attempt.Succeeded(facts("westeurope")));
    timer.elapse();

    assertThat(written).as("one write for each news, not for each round").hasSize(4);
    assertOnlyWhatItMust(read, failures.getFirst());
  }

  private void assertOnlyWhatItMust(Instant read, Failure first) {
    SecurityBaselineStatus before = written.getFirst();
    SecurityBaselineStatus stale = written.get(1);
    SecurityBaselineStatus unknown = written.get(2);
    assertThat(checks(stale)).isEqualTo(checks(before));
    assertThat(condition(stale).getStatus()).isEqualTo(condition(before).getStatus());
    assertThat(condition(stale).getMessage())
        .contains(
            condition(before).getMessage(),
            "as of " + read.truncatedTo(ChronoUnit.SECONDS),
            first.message());
    assertThat(checks(unknown))
        .extracting(ClusterCheck::result)
        .containsOnly(CheckResult.UNKNOWN)
        .hasSameSizeAs(checks(before));
    assertThat(condition(unknown).getReason()).isEqualTo(first.kind().reason());
    assertThat(written)
        .allSatisfy(status ->
            assertThat(status.conditions().getFirst().getStatus()).as("Ready").isEqualTo("True"));
    assertThat(checks(written.getLast())).isEqualTo(checks(before));
    assertThat(condition(written.getLast()).getMessage()).isEqualTo(condition(before).getMessage());
  }

  /** Another cause with another fix is a relevant change. */
  @Test
  void aRejectedSignInDuringAnOutageIsReported() {
    poller.follow(TARGET);
    timer.elapse();
    reader.answers(new Attempt.Failed(TIMEOUT));
    timer.elapse();
    reader.answers(failing(Kind.NOT_SIGNED_IN));
    timer.elapse();

    assertThat(condition(written.getLast()).getMessage()).contains("so it is");
  }

  /** As the operator does after every round: written only if it is another. */
  private void look() {
    LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    var report =
        new ClusterReport(
            new ClusterControl()
                .posture(
                    new AzureSnapshot(poller().reading(), today, Map.of()),
                    SecurityBaselineSpec.defaults().cluster().require()));
    SecurityBaselineStatus status =
        StatusReport.of(
            1,
            Mode.AUDIT,
            List.of(report),
            written.isEmpty() ? List.of() : written.getLast().conditions(),
            clock.instant());
    if (written.isEmpty() || !status.equals(written.getLast())) {
      written.add(status);
    }
  }

  private ManagedClusterPoller poller() {
    return poller;
  }

  private static List<ClusterCheck> checks(SecurityBaselineStatus status) {
    return Objects.requireNonNull(status.cluster()).checks();
  }

  private static Condition condition(SecurityBaselineStatus status) {
    return status.conditions().stream()
        .filter(it -> it.getType().equals("ClusterHardened"))
        .findFirst()
        .orElseThrow();
  }
}
