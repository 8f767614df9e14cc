package io.securitybaseline.report;

import io.fabric8.kubernetes.api.model.Condition;
import io.securitybaseline.api.spec.Mode;
import io.securitybaseline.api.status.SecurityBaselineStatus;
import io.securitybaseline.api.status.StatusSummary;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The status while the evaluation as a whole fails. Sections and violations stay as they were last
 * known; no condition claims to be met.
 */
public final class FailedStatus {

  private static final Set<String> OF_READINESS =
      Set.of(StatusReport.READY, StatusReport.RECONCILING, StatusReport.STALLED);

  private FailedStatus() {}

  /**
   * The status to write.
   *
   * @param last the status as it stands
   * @param cause {@code Unknown}, with the cause
   * @param generation of the spec that could not be evaluated
   * @param mode the strongest that is in effect on any control
   */
  public static SecurityBaselineStatus of(
      @Nullable SecurityBaselineStatus last,
      ConditionValue cause,
      long generation,
      Mode mode,
      Instant now) {
    SecurityBaselineStatus known =
        last == null || StatusReport.isUntouched(last)
            ? StatusReport.suspended(generation, mode, now)
            : last;
    return known.with(
        generation,
        summary(known.summary(), cause, mode),
        conditions(known.conditions(), cause, generation, now));
  }

  private static List<Condition> conditions(
      List<Condition> known, ConditionValue cause, long generation, Instant now) {
    Conditions conditions = new Conditions(known, generation, now);
    conditions.mark(StatusReport.READY, cause);
    known.stream()
        .filter(condition -> !OF_READINESS.contains(condition.getType()))
        .forEach(condition -> conditions.mark(condition.getType(), unclaimed(condition, cause)));
    conditions.mark(
        StatusReport.RECONCILING, ConditionValue.ofTrue(cause.reason(), cause.message()));
    return conditions.all();
  }

  private static ConditionValue unclaimed(Condition known, ConditionValue cause) {
    return ConditionValue.FALSE.equals(known.getStatus())
        ? new ConditionValue(known.getStatus(), known.getReason(), known.getMessage())
        : cause;
  }

  private static StatusSummary summary(
      @Nullable StatusSummary known, ConditionValue cause, Mode mode) {
    String message = SummaryMessage.of(List.of(cause.headline()));
    return known == null ? StatusSummary.of(mode, message) : known.with(mode, message);
  }
}
