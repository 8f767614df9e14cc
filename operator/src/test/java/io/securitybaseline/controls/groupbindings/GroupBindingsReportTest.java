package io.securitybaseline.controls.groupbindings;

import static org.assertj.core.api.Assertions.assertThat;

import io.securitybaseline.api.spec.Mode;
import io.securitybaseline.api.status.GroupBindingsStatus;
import io.securitybaseline.api.status.SecurityBaselineStatus;
import io.securitybaseline.control.Finding;
import io.securitybaseline.report.BindingResult;
import io.securitybaseline.report.BindingTally;
import io.securitybaseline.report.ConditionValue;
import io.securitybaseline.report.Progress;
import io.securitybaseline.report.StatusReport;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Bindings counted, and what is said of them. */
class GroupBindingsReportTest {

  private static final Finding USER =
      Finding.autoFixable("UserBinding", "ClusterRole edit is bound directly to alice@contoso.com");
  private static final Finding OWNED = Finding.violation("OwnedElsewhere", "Helm owns it");
  private static final Finding DEAD = Finding.info("DeadGroup", "nobody is in it");

  @Test
  void countsAreExactAndTheWorstComeFirst() {
    BindingTally.Collector first = new BindingTally.Collector();
    first.add(new BindingResult("shop", "devs", List.of(USER), 1, false));
    first.add(new BindingResult("shop", "ci", List.of(), 0, true));
    BindingTally.Collector second = new BindingTally.Collector();
    second.add(new BindingResult("", "admins", List.of(OWNED, DEAD), 0, false));
    BindingTally.Collector all = new BindingTally.Collector();
    all.add(first.result());
    all.add(second.result());

    GroupBindingsStatus section = section(report(all.result()));

    assertThat(section.scanned()).isEqualTo(3);
    assertThat(section.userBindings()).isEqualTo(2);
    assertThat(section.replaced()).isEqualTo(1);
    assertThat(section.skipped()).isEqualTo(1);
    assertThat(section.plannedChanges()).isEqualTo(1);
    assertThat(section.notes()).containsExactly("DeadGroup: in 1 binding");
    assertThat(section.worst())
        .extracting(finding -> finding.namespace() + " " + finding.binding())
        .containsExactly("null admins", "shop devs");
  }

  @Test
  void thousandsOfFindingsLeaveTheTenFirst() {
    BindingTally.Collector collector = new BindingTally.Collector();
    IntStream.range(0, 5000)
        .forEach(i ->
            collector.add(
                new BindingResult("ns-%04d".formatted(4999 - i), "b", List.of(USER), 1, false)));

    GroupBindingsStatus section = section(report(collector.result()));

    assertThat(section.userBindings()).isEqualTo(5000);
    assertThat(section.worst()).hasSize(10);
    assertThat(section.worst().getFirst().namespace()).isEqualTo("ns-0000");
  }

  @Test
  void theConditionSaysWhatWasFound() {
    BindingTally.Collector collector = new BindingTally.Collector();
    collector.add(new BindingResult("shop", "devs", List.of(USER), 1, false));

    assertThat(report(collector.result()).standing())
        .isEqualTo(
            ConditionValue.isFalse(
                "UserBinding",
                "1 of 1 role bindings reference users directly; Enforce would make 1 changes"));
    assertThat(report(BindingTally.NONE).standing())
        .isEqualTo(
            ConditionValue.isTrue(
                "GroupsOnly", "none of 0 role bindings references users directly"));
  }

  @Test
  void whatCouldNotBeEvaluatedIsUnknown() {
    BindingTally.Collector collector = new BindingTally.Collector();
    collector.add(
        new BindingResult(
            "shop", "devs", List.of(Finding.unknown("ControlFailed", "failed")), 0, false));

    assertThat(report(collector.result()).standing().status()).isEqualTo(ConditionValue.UNKNOWN);
    assertThat(report(collector.result()).standing().reason()).isEqualTo("ControlFailed");
  }

  private static GroupBindingsReport report(BindingTally tally) {
    return new GroupBindingsReport(
        Mode.AUDIT, tally, List.of(), 0, new Progress("namespaces", 1, 1));
  }

  private static GroupBindingsStatus section(GroupBindingsReport report) {
    SecurityBaselineStatus status =
        StatusReport.of(
            1, Mode.AUDIT, List.of(report), List.of(), Instant.parse("2026-11-01T12:00:00Z"));
    assertThat(Objects.requireNonNull(status.summary()).userBindings())
        .isEqualTo(Objects.requireNonNull(status.groupBindings()).userBindings());
    return Objects.requireNonNull(status.groupBindings());
  }
}
