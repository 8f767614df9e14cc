package io.securitybaseline.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.securitybaseline.EverySeed;
import io.securitybaseline.Seeds;
import io.securitybaseline.control.Finding;
import io.securitybaseline.control.SubjectState;
import io.securitybaseline.controls.instancemetadata.InstanceMetadataModule;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class RollUpTest {
  @Test
  void nothingSeenIsNothingCounted() {
    RollUp rollUp = rollUp(List.of());

    assertThat(rollUp.total()).isZero();
    assertThat(rollUp.violated()).isZero();
    assertThat(rollUp.unknown()).isZero();
    assertThat(rollUp.mostFrequentViolation()).isEmpty();
    assertThat(rollUp.worst()).isEmpty();
  }

  @Test
  void namespacesThatDoNotConcernTheControlAreNotCounted() {
    var collector = new RollUp.Collector(InstanceMetadataModule.ID);
    collector.add("kube-system", new Ledger.Entry("u", 1, 1, Map.of(), 0, 0));
    collector.addUnseen();

    RollUp rollUp = collector.result();

    assertThat(rollUp.total()).isEqualTo(1);
    assertThat(rollUp.count(SubjectState.PENDING)).isEqualTo(1);
  }

  @Test
  void worstAreSortedByGravityThenStateThenName() {
    RollUp rollUp =
        rollUp(
            List.of(
                named("e", SubjectState.PENDING, Finding.unknown("EngineUnknown", "e")),
                named("d", SubjectState.VIOLATING, Finding.violation("HostNetwork", "d")),
                named("b", SubjectState.COMPLIANT, Finding.violation("Expired", "b")),
                named("c", SubjectState.VIOLATING, Finding.violation("HostNetwork", "c")),
                named("a", SubjectState.FAILED, Finding.violation("Forbidden", "a")),
                named("f", SubjectState.COMPLIANT, Finding.info("AlreadyIsolated", "f"))));

    assertThat(rollUp.worst())
        .extracting(RollUp.Worst::namespace)
        .containsExactly("a", "c", "d", "b", "e");
    assertThat(rollUp.violated()).isEqualTo(4);
    assertThat(rollUp.unknown()).isEqualTo(1);
    assertThat(rollUp.mostFrequentViolation()).isEqualTo("HostNetwork");
    assertThat(rollUp.mostFrequentUnknown()).isEqualTo("EngineUnknown");
  }

  @Test
  void whatEnforceMendsComesAfterWhatPeopleMustMend() {
    RollUp rollUp =
        rollUp(
            List.of(
                named("a", SubjectState.VIOLATING, Finding.autoFixable("NotRestricted", "")),
                named("b", SubjectState.VIOLATING, Finding.violation("HostNetwork", "")),
                named("c", SubjectState.VIOLATING, Finding.autoFixable("NotRestricted", ""))));

    assertThat(rollUp.worst()).extracting(RollUp.Worst::namespace).containsExactly("b", "a", "c");
  }

  @Test
  void onlyWhatIsNoFaultIsANote() {
    RollUp rollUp =
        rollUp(
            List.of(
                named("a", SubjectState.COMPLIANT, Finding.info("AlreadyIsolated", "")),
                named("b", SubjectState.VIOLATING, Finding.violation("HostNetwork", ""))));

    assertThat(rollUp.notes()).isEqualTo(Map.of("AlreadyIsolated", 1));
  }

  @Test
  void ofEquallyFrequentReasonsTheFirstByNameIsNamed() {
    RollUp rollUp =
        rollUp(
            List.of(
                named("a", SubjectState.VIOLATING, Finding.violation("NotRestricted", "")),
                named("b", SubjectState.VIOLATING, Finding.violation("HostNetwork", ""))));

    assertThat(rollUp.mostFrequentViolation()).isEqualTo("HostNetwork");
  }

  @Test
  void manyThatAreUnknownDoNotNameTheReasonOfTheFewThatAreBroken() {
    RollUp rollUp =
        rollUp(
            List.of(
                named("a", SubjectState.VIOLATING, Finding.violation("HostNetwork", "")),
                named("b", SubjectState.PENDING, Finding.unknown("EngineUnknown", "")),
                named("c", SubjectState.PENDING, Finding.unknown("EngineUnknown", ""))));

    assertThat(rollUp.mostFrequentViolation()).isEqualTo("HostNetwork");
  }

  @EverySeed
  void countsAreExactAndWorstAreTheWorst(long seed) {
    var random = Seeds.random(seed);
    List<Named> all = namespaces(random);

    RollUp rollUp = rollUp(all);

    assertThat(rollUp.total()).isEqualTo(all.size());
    for (SubjectState state : SubjectState.values()) {
      assertThat(rollUp.count(state))
          .isEqualTo((int) all.stream().filter(it -> it.result().state() == state).count());
    }
    assertThat(rollUp.planned())
        .isEqualTo(all.stream().mapToInt(it -> it.result().planned()).sum());
    assertThat(rollUp.violated())
        .isEqualTo((int) all.stream().filter(it -> it.result().violated()).count());
    assertThat(rollUp.unknown())
        .isEqualTo((int) all.stream().filter(it -> it.result().unknown()).count());
    assertThat(rollUp.worst())
        .hasSize(Math.min(10, rollUp.violated() + rollUp.unknown()))
        .filteredOn(worst -> worst.finding().severity() == Finding.Severity.VIOLATION)
        .hasSize(Math.min(10, rollUp.violated()));
  }

  @EverySeed
  void orderDoesNotMatter(long seed) {
    var random = Seeds.random(seed);
    List<Named> all = namespaces(random);
    List<Named> shuffled = new ArrayList<>(all);
    Collections.shuffle(shuffled, new Random(seed));

    assertThat(rollUp(shuffled)).isEqualTo(rollUp(all));
  }

  private static RollUp rollUp(List<Named> namespaces) {
    var collector = new RollUp.Collector(InstanceMetadataModule.ID);
    for (Named namespace : namespaces) {
      collector.add(
          namespace.name(),
          new Ledger.Entry(
              "uid", 1, 1, Map.of(InstanceMetadataModule.ID, namespace.result()), 0, 0));
    }
    return collector.result();
  }

  private static List<Named> namespaces(RandomGenerator random) {
    List<Named> all = new ArrayList<>();
    for (int i = random.nextInt(40); i > 0; i--) {
      List<Finding> findings = new ArrayList<>();
      for (int f = random.nextInt(3); f > 0; f--) {
        findings.add(
            new Finding(
                Seeds.oneOf(random, "A", "B", "C"),
                Seeds.oneOf(random, Finding.Severity.values()),
                "m"));
      }
      all.add(
          new Named(
              "ns-" + i,
              new Result(Seeds.oneOf(random, SubjectState.values()), findings, random.nextInt(3))));
    }
    return all;
  }

  private static Named named(String name, SubjectState state, Finding finding) {
    return new Named(name, new Result(state, List.of(finding), 0));
  }

  private record Named(String name, Result result) {}
}
