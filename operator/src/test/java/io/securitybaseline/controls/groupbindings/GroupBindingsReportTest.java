package io.securitybaseline.controls.groupbindings;

import static org.assertj.core.api.Assertions.assertThat;

import io.securitybaseline.api.spec.Mode;
import io.securitybaseline.api.status.GroupBindingsStatus;
import io.securitybaseline.api.status.SecurityBaselineStatus;
import io.securitybaseline.control.Finding;
import io.securitybaseline.control.Finding.Severity;
import io.securitybaseline.control.SubjectState;
import io.securitybaseline.report.ConditionValue;
import io.securitybaseline.report.Progress;
import io.securitybaseline.report.StatusReport;
import io.securitybaseline.report.Tally;
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
  private static final Finding DEAD = Finding.note("DeadGroup", "it has no member");

  @Test
  void countsAreExactAndTheWorstComeFirst() {
    Tally.Collector first = new Tally.Collector();
    first.add(binding("shop", "devs", 1, List.of(USER)));
    first.add(binding("shop", "ci", 0, List.of(), "replaced"));
    Tally.Collector second = new Tally.Collector();
    second.add(binding("", "admins", 0, List.of(OWNED, DEAD), "skipped"));
    Tally.Collector all = new Tally.Collector();
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
    Tally.Collector collector = new Tally.Collector();
    IntStream.range(0, 5000)
        .forEach(i -> collector.add(binding("ns-%04d".formatted(4999 - i), "b", 1, List.of(USER))));

    GroupBindingsStatus section = section(report(collector.result()));

    assertThat(section.userBindings()).isEqualTo(5000);
    assertThat(section.worst()).hasSize(10);
    assertThat(section.worst().getFirst().namespace()).isEqualTo("ns-0000");
  }

  @Test
  void theConditionReportsTheFindings() {
    Tally.Collector collector = new Tally.Collector();
    collector.add(binding("shop", "devs", 1, List.of(USER)));

    assertThat(report(collector.result()).condition())
        .usingRecursiveComparison()
        .ignoringFields("headline")
        .isEqualTo(
            ConditionValue.ofFalse(
                "UserBinding",
                "1 of 1 role bindings reference users directly; Enforce would make 1 changes"));
    assertThat(report(Tally.NONE).condition())
        .usingRecursiveComparison()
        .ignoringFields("headline")
        .isEqualTo(
            ConditionValue.ofTrue(
                "GroupsOnly", "none of 0 role bindings references users directly"));
  }

  @Test
  void whatCouldNotBeEvaluatedIsUnknown() {
    Tally.Collector collector = new Tally.Collector();
    collector.add(binding("shop", "devs", 0, List.of(Finding.unknown("ControlFailed", "failed"))));

    assertThat(report(collector.result()).condition().status()).isEqualTo(ConditionValue.UNKNOWN);
    assertThat(report(collector.result()).condition().reason()).isEqualTo("ControlFailed");
  }

  @Test
  void headlineCountsUserBindings() {
    Finding failed = Finding.unknown("ControlFailed", "failed");

    assertThat(headline(binding("shop", "devs", 1, List.of(USER)))).isEqualTo("1 user binding");
    assertThat(
            headline(
                binding("shop", "devs", 1, List.of(USER)), binding("", "a", 0, List.of(OWNED))))
        .isEqualTo("2 user bindings");
    assertThat(headline(binding("shop", "devs", 0, List.of()))).isEqualTo("no user bindings");
    assertThat(headline(binding("shop", "devs", 0, List.of(failed))))
        .isEqualTo("bindings: ControlFailed");
  }

  @Test
  void bindingsAreMeasuredByState() {
    Tally.Collector collector = new Tally.Collector();
    collector.add(binding("shop", "devs", 1, List.of(USER)));
    collector.add(binding("shop", "ci", 0, List.of(), "replaced"));
    collector.add(binding("", "admins", 0, List.of(OWNED), "skipped"));

    assertThat(report(collector.result()).measurements())
        .extracting(it -> it.name() + it.labels() + " " + it.value())
        .containsExactly(
            "bindings{state=scanned} 3.0",
            "bindings{state=user} 2.0",
            "bindings{state=replaced} 1.0",
            "bindings{state=skipped} 1.0",
            "bindings.by.reason{reason=OwnedElsewhere} 1.0",
            "bindings.by.reason{reason=UserBinding} 1.0");
  }

  private static String headline(Tally.Counted... bindings) {
    Tally.Collector collector = new Tally.Collector();
    List.of(bindings).forEach(collector::add);
    return report(collector.result()).condition().headline();
  }

  private static Tally.Counted binding(
      String namespace, String name, int planned, List<Finding> findings, String... counters) {
    boolean violating = findings.stream().anyMatch(it -> it.severity() == Severity.VIOLATION);
    return new Tally.Counted(
        namespace,
        name,
        violating ? SubjectState.VIOLATING : SubjectState.COMPLIANT,
        findings,
        planned,
        List.of(counters));
  }

  private static GroupBindingsReport report(Tally tally) {
    return new GroupBindingsReport(
        Mode.AUDIT, tally, List.of(), 0, new Progress("namespaces", 1, 1), List.of());
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
