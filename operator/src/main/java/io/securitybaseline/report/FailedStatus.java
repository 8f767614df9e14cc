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
   * @param standing {@code Unknown}, with the cause
   * @param generation of the spec that could not be evaluated
   * @param mode the strongest that is in effect on any control
   */
  public static SecurityBaselineStatus of(
      @Nullable SecurityBaselineStatus last,
      ConditionValue standing,
      long generation,
      Mode mode,
      Instant now) {
    SecurityBaselineStatus known =
        last == null || StatusReport.isUntouched(last)
            ? StatusReport.suspended(generation, mode, now)
            : last;
    return new SecurityBaselineStatus(
        generation,
        summary(known.summary(), standing, mode),
        conditions(known.conditions(), standing, generation, now),
        known.instanceMetadata(),
        known.groupBindings(),
        known.nodes(),
        known.cluster(),
        known.podSecurity());
  }

  private static List<Condition> conditions(
      List<Condition> known, ConditionValue standing, long generation, Instant now) {
    Conditions conditions = new Conditions(known, generation, now);
    conditions.mark(StatusReport.READY, standing);
    known.stream()
        .filter(condition -> !OF_READINESS.contains(condition.getType()))
        .forEach(condition -> conditions.mark(condition.getType(), unclaimed(condition, standing)));
    conditions.mark(
        StatusReport.RECONCILING, ConditionValue.isTrue(standing.reason(), standing.message()));
    return conditions.all();
  }

  private static ConditionValue unclaimed(Condition known, ConditionValue standing) {
    return ConditionValue.FALSE.equals(known.getStatus())
        ? new ConditionValue(known.getStatus(), known.getReason(), known.getMessage())
        : standing;
  }

  private static StatusSummary summary(
      @Nullable StatusSummary known, ConditionValue standing, Mode mode) {
    return known == null
        ? new StatusSummary(mode, null, null, null, null, standing.headline())
        : new StatusSummary(
            mode,
            known.instanceMetadata(),
            known.userBindings(),
            known.rebootRequired(),
            known.outdatedImages(),
            standing.headline());
  }
}
