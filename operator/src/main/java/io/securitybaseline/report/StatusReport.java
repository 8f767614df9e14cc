package io.securitybaseline.report;

import static io.securitybaseline.report.ConditionValue.FALSE;
import static io.securitybaseline.report.ConditionValue.UNKNOWN;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.Condition;
import io.securitybaseline.api.spec.Mode;
import io.securitybaseline.api.status.SecurityBaselineStatus;
import java.time.Instant;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Builds the whole status from the reports of the controls; nothing else builds one. */
public final class StatusReport {

  static final String READY = "Ready";
  static final String COMPLIANT = "Compliant";
  static final String RECONCILING = "Reconciling";
  static final String STALLED = "Stalled";

  /** The longest message of a finding in bytes: ten of them must leave room for the rest. */
  public static final int FINDING_BYTES = 512;

  /**
   * The most that the status takes as JSON. The object as a whole is to stay under 32 KiB, with its
   * metadata and a spec of usual length.
   */
  static final int MOST_BYTES = 28 * 1024;

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String ALL_OFF = "every control is off";

  private StatusReport() {}

  /**
   * The status as it should be now.
   *
   * @param generation of the spec that the reports describe
   * @param mode the strongest that is in effect on any control
   * @param reports one for each control, in the order of the contract
   * @param previous the conditions of the stored status, for the times of their transitions
   */
  public static SecurityBaselineStatus of(
      long generation,
      Mode mode,
      List<ControlReport> reports,
      List<Condition> previous,
      Instant now) {
    SequencedMap<String, ConditionValue> values = values(reports);
    Iterator<TrimLevel> levels = TrimLevel.FULL_TO_MINIMAL.iterator();
    while (true) {
      TrimLevel level = levels.next();
      Conditions conditions = new Conditions(previous, generation, now, level);
      mark(conditions, ready(reports), values);
      reports.forEach(report -> report.unscored().forEach(conditions::mark));
      StatusDraft draft = new StatusDraft(level);
      reports.forEach(report -> report.addTo(draft));
      NextStep.of(reports, values).ifPresent(step -> draft.summary(so -> so.withNext(step)));
      SecurityBaselineStatus status =
          draft.status(generation, mode, message(values.values()), conditions.all());
      if (!levels.hasNext() || bytes(status) <= MOST_BYTES) {
        return status;
      }
    }
  }

  /** Whether no status was written yet: the stored one was filled in at creation. */
  public static boolean isUntouched(@Nullable SecurityBaselineStatus status) {
    return status == null || status.observedGeneration() == null || status.observedGeneration() < 0;
  }

  /** The status of a baseline that has been suspended from its beginning. */
  public static SecurityBaselineStatus suspended(long generation, Mode mode, Instant now) {
    ConditionValue suspended =
        ConditionValue.unknown(
            "Suspended", "spec.suspend is true: nothing was evaluated, and nothing is changed");
    Conditions conditions = new Conditions(List.of(), generation, now);
    conditions.mark(READY, suspended);
    conditions.mark(COMPLIANT, suspended);
    return new StatusDraft(TrimLevel.FULL)
        .status(generation, mode, suspended.message(), conditions.all());
  }

  private static int bytes(SecurityBaselineStatus status) {
    try {
      return JSON.writeValueAsBytes(status).length;
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a status that cannot be sent", e);
    }
  }

  /** Whether every control has evaluated everything. */
  public static boolean isComplete(List<ControlReport> reports) {
    return reports.stream()
        .allMatch(report -> report.progress().complete() && report.uncertain().isEmpty());
  }

  /** The conditions of each control; of one that has not evaluated everything yet, just that. */
  private static SequencedMap<String, ConditionValue> values(List<ControlReport> reports) {
    SequencedMap<String, ConditionValue> values = new LinkedHashMap<>();
    for (ControlReport report : reports) {
      Progress progress = report.progress();
      boolean reported = progress.complete() || report.uncertain().isPresent();
      report
          .conditions()
          .forEach((type, found) -> values.put(type, reported ? found : progress.evaluating()));
    }
    return values;
  }

  private static ConditionValue ready(List<ControlReport> reports) {
    Optional<ConditionValue> uncertain =
        joined(reports.stream().flatMap(report -> report.uncertain().stream()).toList(), UNKNOWN);
    if (uncertain.isPresent()) {
      return uncertain.get();
    }
    Optional<ConditionValue> evaluating =
        reports.stream()
            .map(ControlReport::progress)
            .filter(Predicate.not(Progress::complete))
            .findFirst()
            .map(Progress::evaluating);
    return evaluating
        .or(() -> reports.stream().flatMap(report -> report.stalled().stream()).findFirst())
        .or(() -> reports.stream().findFirst().map(report -> report.progress().ready()))
        .orElse(ConditionValue.ofTrue("Evaluated", ALL_OFF));
  }

  /** In the order in which users read them; those of kstatus only while they are true. */
  private static void mark(
      Conditions conditions, ConditionValue ready, SequencedMap<String, ConditionValue> values) {
    conditions.mark(READY, ready);
    conditions.mark(COMPLIANT, joined(values.values()));
    values.forEach(conditions::mark);
    if (ready.is(UNKNOWN)) {
      conditions.mark(RECONCILING, ConditionValue.ofTrue(ready.reason(), ready.message()));
    }
    if (ready.is(FALSE)) {
      conditions.mark(STALLED, ConditionValue.ofTrue(ready.reason(), ready.message()));
    }
  }

  /** False if there is a violation, else Unknown if anything is unknown, else True. */
  private static ConditionValue joined(Collection<ConditionValue> values) {
    if (values.isEmpty()) {
      return ConditionValue.unknown("NothingEvaluated", ALL_OFF + ": set spec.mode to Audit");
    }
    return joined(values, FALSE)
        .or(() -> joined(values, UNKNOWN))
        .orElse(ConditionValue.ofTrue("AllControlsMet", "every enabled control is compliant"));
  }

  private static Optional<ConditionValue> joined(Collection<ConditionValue> values, String status) {
    List<ConditionValue> alike = values.stream().filter(value -> value.is(status)).toList();
    return alike.stream()
        .findFirst()
        .map(first ->
            new ConditionValue(
                status,
                first.reason(),
                alike.stream()
                    .map(ConditionValue::message)
                    .distinct()
                    .collect(Collectors.joining("; "))));
  }

  /** In few words what was found, or what is met where nothing was. */
  private static String message(Collection<ConditionValue> values) {
    if (values.isEmpty()) {
      return ALL_OFF;
    }
    List<ConditionValue> problems =
        values.stream().filter(value -> !value.is(ConditionValue.TRUE)).toList();
    Collection<ConditionValue> shown = problems.isEmpty() ? values : problems;
    return SummaryMessage.of(shown.stream().map(ConditionValue::headline).toList());
  }
}
