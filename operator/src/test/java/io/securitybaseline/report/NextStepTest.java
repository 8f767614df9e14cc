package io.securitybaseline.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.securitybaseline.api.spec.Mode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.junit.jupiter.api.Test;

class NextStepTest {

  private static final String WAIT = "Wait for the operator's changes";

  private static final ConditionValue POLICY_MISSING =
      ConditionValue.ofFalse("NotRestricted", "1 namespace exposed");
  private static final ConditionValue BINDING =
      ConditionValue.ofFalse("UserBinding", "1 user binding");
  private static final ConditionValue HOST_PROCESS =
      ConditionValue.ofFalse("WindowsHostProcess", "1 workload is a host process");

  @Test
  void isEnforceWhileTheControlIsInAudit() {
    assertThat(step(report(Mode.AUDIT, "A", POLICY_MISSING))).startsWith("Set the mode to Enforce");
  }

  @Test
  void isToWaitWhileTheOperatorMakesTheChanges() {
    assertThat(step(report(Mode.ENFORCE, "A", POLICY_MISSING))).startsWith(WAIT);
  }

  @Test
  void isWhatOnlyTheUserCanDoBeforeWaiting() {
    assertThat(
            step(
                report(Mode.ENFORCE, "A", POLICY_MISSING), report(Mode.ENFORCE, "B", HOST_PROCESS)))
        .isNotEmpty()
        .doesNotStartWith(WAIT);
  }

  @Test
  void dependsOnTheModeOfTheControlThatHasTheCondition() {
    assertThat(step(report(Mode.ENFORCE, "A", POLICY_MISSING), report(Mode.AUDIT, "B", BINDING)))
        .isEqualTo("Set the mode to Enforce, which replaces the users with the group.");
  }

  @Test
  void isAbsentWhereEverythingIsMet() {
    assertThat(step(report(Mode.AUDIT, "A", ConditionValue.ofTrue("AllMet", "met")))).isEmpty();
  }

  private static String step(ControlReport... reports) {
    SequencedMap<String, ConditionValue> conditions = new LinkedHashMap<>();
    List.of(reports).forEach(report -> conditions.putAll(report.conditions()));
    return NextStep.of(List.of(reports), conditions).orElse("");
  }

  private static ControlReport report(Mode mode, String type, ConditionValue value) {
    return new ControlReport() {
      @Override
      public Mode mode() {
        return mode;
      }

      @Override
      public Progress progress() {
        return new Progress("namespaces", 1, 1);
      }

      @Override
      public SequencedMap<String, ConditionValue> conditions() {
        return new LinkedHashMap<>(Map.of(type, value));
      }

      @Override
      public void addTo(StatusDraft draft) {
        // Has no section.
      }
    };
  }
}
