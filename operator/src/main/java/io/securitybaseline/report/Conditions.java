package io.securitybaseline.report;

import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.ConditionBuilder;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Builds the conditions of one status. The time of a condition moves only when its status flips,
 * and its message is cut to what a terminal can show.
 */
public final class Conditions {

  /** The longest message in bytes, well under the API's own limit of 32,768 characters. */
  static final int MESSAGE_BYTES = 1024;

  /** The time in the status that the API server fills in at creation; nothing happened then. */
  private static final String SCHEMA_DEFAULT = "1970-01-01T00:00:00Z";

  private final List<Condition> previous;
  private final long generation;
  private final Instant now;
  private final TrimLevel level;
  private final List<Condition> built = new ArrayList<>();

  /**
   * @param previous the conditions of the stored status
   * @param generation of the spec that they describe
   */
  public Conditions(List<Condition> previous, long generation, Instant now) {
    this(previous, generation, now, TrimLevel.FULL);
  }

  Conditions(List<Condition> previous, long generation, Instant now, TrimLevel level) {
    this.previous = List.copyOf(previous);
    this.generation = generation;
    this.now = now.truncatedTo(ChronoUnit.SECONDS);
    this.level = level;
  }

  public void mark(String type, ConditionValue value) {
    String message = level.text(value.message(), MESSAGE_BYTES);
    String since =
        find(previous, type)
            .filter(condition -> value.status().equals(condition.getStatus()))
            .map(Condition::getLastTransitionTime)
            .filter(time -> !SCHEMA_DEFAULT.equals(time))
            .orElse(now.toString());
    built.add(
        new ConditionBuilder()
            .withType(type)
            .withStatus(value.status())
            .withReason(value.reason())
            .withMessage(message)
            .withObservedGeneration(generation)
            .withLastTransitionTime(since)
            .build());
  }

  /** The conditions marked so far, in that order. */
  public List<Condition> all() {
    return List.copyOf(built);
  }

  public static Optional<Condition> find(List<Condition> conditions, String type) {
    return conditions.stream().filter(condition -> type.equals(condition.getType())).findFirst();
  }
}
