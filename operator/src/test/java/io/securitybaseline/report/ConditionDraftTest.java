package io.securitybaseline.report;

import static io.securitybaseline.report.Samples.exposed;
import static io.securitybaseline.report.Samples.restricted;
import static io.securitybaseline.report.Samples.unknown;
import static org.assertj.core.api.Assertions.assertThat;

import io.securitybaseline.EverySeed;
import io.securitybaseline.Seeds;
import io.securitybaseline.control.Finding;
import io.securitybaseline.control.SubjectState;
import io.securitybaseline.report.Samples.Group;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** The one way from what was counted and found to a condition. */
class ConditionDraftTest {
  private static final Finding VIOLATION = Finding.violation("PolicyMissing", "it is missing");
  private static final Finding UNKNOWN = Finding.unknown("ClusterUnknown", "it is unknown");
  private static final Finding NOTE = Finding.note("Note", "it is worth knowing");
  private static final Group PENDING = Group.of("new", 1, SubjectState.PENDING);

  @Test
  void nothingFoundIsTrue() {
    assertThat(condition(List.of(NOTE), restricted(3)))
        .isEqualTo(ConditionValue.ofTrue("Met", "without a finding"));
    assertThat(condition(List.of())).isEqualTo(ConditionValue.ofTrue("Met", "without a finding"));
  }

  @Test
  void aViolatingSubjectIsFalseForTheMostFrequentReason() {
    Group rare = Group.of("a", 1, SubjectState.VIOLATING, Finding.violation("Rare", "rare"));

    assertThat(condition(List.of(), rare, exposed(2)))
        .isEqualTo(ConditionValue.ofFalse("ReopenedByPolicy", "without a finding"));
  }

  @Test
  void aViolationOfTheClusterIsFalseAndReasonsOfSubjectsComeFirst() {
    assertThat(condition(List.of(VIOLATION), restricted(3)))
        .isEqualTo(ConditionValue.ofFalse("PolicyMissing", "it is missing"));
    assertThat(condition(List.of(VIOLATION), exposed(1)))
        .isEqualTo(ConditionValue.ofFalse("ReopenedByPolicy", "it is missing"));
  }

  @Test
  void anUnknownOfTheClusterExplainsThoseOfSubjects() {
    assertThat(condition(List.of(), unknown(2)))
        .isEqualTo(ConditionValue.unknown("EngineUnknown", "without a finding"));
    assertThat(condition(List.of(UNKNOWN), unknown(2)))
        .isEqualTo(ConditionValue.unknown("ClusterUnknown", "it is unknown"));
  }

  @Test
  void pendingIsUnknownUnlessThereIsMoreToReport() {
    assertThat(condition(List.of(), restricted(3), PENDING))
        .isEqualTo(ConditionValue.unknown("Pending", "without a finding"));
    assertThat(condition(List.of(UNKNOWN), PENDING).reason()).isEqualTo("ClusterUnknown");
    assertThat(condition(List.of(), exposed(1), PENDING).status()).isEqualTo("False");
  }

  /** False beats Unknown beats True, and the reason is always one that was found. */
  @EverySeed
  void gravestWins(long seed) {
    RandomGenerator random = Seeds.random(seed);
    List<Finding> cluster = new ArrayList<>();
    List.of(VIOLATION, UNKNOWN, NOTE).stream()
        .filter(_ -> random.nextBoolean())
        .sorted(Finding.MOST_SEVERE_FIRST)
        .forEach(cluster::add);
    int violating = random.nextInt(2);
    int unknown = random.nextInt(2);
    int pending = random.nextInt(2);

    ConditionValue value =
        condition(
            cluster,
            restricted(random.nextInt(3)),
            exposed(violating),
            unknown(unknown),
            Group.of("new", pending, SubjectState.PENDING));

    String expected =
        violating > 0 || cluster.contains(VIOLATION)
            ? "False"
            : unknown + pending > 0 || cluster.contains(UNKNOWN) ? "Unknown" : "True";
    assertThat(value.status()).isEqualTo(expected);
    assertThat(value.reason())
        .isIn(
            "ReopenedByPolicy",
            "PolicyMissing",
            "EngineUnknown",
            "ClusterUnknown",
            "Pending",
            "Met");
  }

  private static ConditionValue condition(List<Finding> cluster, Group... groups) {
    return new ConditionDraft(Samples.tally(groups), cluster, "Met")
        .condition(found -> found.map(Finding::message).orElse("without a finding"));
  }
}
