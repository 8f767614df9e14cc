package io.securitybaseline.engines;

import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Rounds of the same attempts, until two in a row agree: an engine may still be writing its rules
 * once more when the canary has passed, and a machine may be too slow for a moment.
 */
final class ProbeRounds {

  /** That long, and not a number of rounds: a slow moment may be longer than any few of them. */
  static final Duration LIMIT = Duration.ofMinutes(3);

  private static final int NAMED = 10;

  private final Lab lab;
  private final Duration limit;

  /**
   * Rounds that have not begun.
   *
   * @param limit for how long rounds may disagree
   */
  ProbeRounds(Lab lab, Duration limit) {
    this.lab = lab;
    this.limit = limit;
  }

  /**
   * Which attempts reach their target, in their order.
   *
   * @param step what they are tried at, for the message
   * @throws LabException with the attempts about which the last two rounds disagree
   */
  List<Boolean> untilTwoAgree(Step step, List<Attempt> attempts) {
    long deadline = System.nanoTime() + limit.toNanos();
    List<Boolean> before = lab.probe(attempts);
    for (int round = 2; ; round++) {
      List<Boolean> reached = lab.probe(attempts);
      if (reached.equals(before)) {
        return reached;
      }
      if (System.nanoTime() > deadline) {
        throw new LabException(
            "at step %s, the last two of %d rounds within %s disagree about %s%n%s"
                .formatted(
                    step.label(),
                    round,
                    limit,
                    disagreement(attempts, before, reached),
                    lab.log()));
      }
      before = reached;
    }
  }

  private static String disagreement(
      List<Attempt> attempts, List<Boolean> before, List<Boolean> reached) {
    List<Integer> changed =
        IntStream.range(0, attempts.size())
            .filter(index -> !before.get(index).equals(reached.get(index)))
            .boxed()
            .toList();
    String named =
        changed.stream()
            .limit(NAMED)
            .map(index -> describe(attempts.get(index), reached.get(index)))
            .collect(Collectors.joining(", "));
    return "%d of %d attempts: %s".formatted(changed.size(), attempts.size(), named);
  }

  private static String describe(Attempt attempt, boolean reached) {
    return "%s to %s (%s)"
        .formatted(
            attempt.from().id(),
            attempt.to().name(),
            reached ? "reached in the last round alone" : "not reached in the last round");
  }
}
