package io.securitybaseline.report;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Condition;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConditionsTest {
  private static final Instant START = Instant.parse("2026-11-23T10:00:00.123Z");
  private static final Instant LATER = START.plusSeconds(60);

  @Test
  void newConditionBeginsNow() {
    Condition condition = mark(List.of(), START, ConditionValue.ofTrue("Fine", "all is well"));

    assertThat(condition.getType()).isEqualTo("Ready");
    assertThat(condition.getStatus()).isEqualTo("True");
    assertThat(condition.getReason()).isEqualTo("Fine");
    assertThat(condition.getMessage()).isEqualTo("all is well");
    assertThat(condition.getObservedGeneration()).isEqualTo(3);
    assertThat(condition.getLastTransitionTime()).isEqualTo("2026-11-23T10:00:00Z");
  }

  @Test
  void timeStaysWhileTheStatusDoes() {
    Condition before = mark(List.of(), START, ConditionValue.ofFalse("Broken", "one"));

    Condition after = mark(List.of(before), LATER, ConditionValue.ofFalse("Worse", "two"));

    assertThat(after.getLastTransitionTime()).isEqualTo("2026-11-23T10:00:00Z");
    assertThat(after.getReason()).isEqualTo("Worse");
    assertThat(after.getMessage()).isEqualTo("two");
  }

  @Test
  void timeMovesWhenTheStatusFlips() {
    Condition before = mark(List.of(), START, ConditionValue.ofFalse("Broken", ""));

    for (ConditionValue flipped :
        List.of(ConditionValue.ofTrue("Fine", ""), ConditionValue.unknown("Evaluating", ""))) {
      assertThat(mark(List.of(before), LATER, flipped).getLastTransitionTime())
          .isEqualTo("2026-11-23T10:01:00Z");
    }
  }

  @Test
  void timeOfAnotherConditionIsNotTaken() {
    Condition other = mark(List.of(), START, ConditionValue.ofTrue("Fine", ""));
    other.setType("Compliant");

    assertThat(
            mark(List.of(other), LATER, ConditionValue.ofTrue("Fine", "")).getLastTransitionTime())
        .isEqualTo("2026-11-23T10:01:00Z");
  }

  @Test
  void timeThatTheSchemaFilledInIsNone() {
    Condition byDefault = mark(List.of(), Instant.EPOCH, ConditionValue.unknown("Evaluating", ""));

    assertThat(
            mark(List.of(byDefault), LATER, ConditionValue.unknown("Evaluating", ""))
                .getLastTransitionTime())
        .isEqualTo("2026-11-23T10:01:00Z");
  }

  @Test
  void messageIsCut() {
    Condition condition = mark(List.of(), START, ConditionValue.ofTrue("Fine", "é".repeat(5000)));

    assertThat(condition.getMessage()).endsWith("é…");
    assertThat(condition.getMessage().getBytes(UTF_8)).hasSizeBetween(1022, 1024);
  }

  @Test
  void conditionsComeInTheOrderOfTheirMarking() {
    var conditions = new Conditions(List.of(), 1, START);
    conditions.mark("B", ConditionValue.ofTrue("Fine", ""));
    conditions.mark("A", ConditionValue.ofTrue("Fine", ""));

    assertThat(conditions.all()).extracting(Condition::getType).containsExactly("B", "A");
  }

  private static Condition mark(List<Condition> previous, Instant now, ConditionValue standing) {
    var conditions = new Conditions(previous, 3, now);
    conditions.mark("Ready", standing);
    return conditions.all().getFirst();
  }
}
