package io.securitybaseline.report;

import io.securitybaseline.control.Finding;
import io.securitybaseline.control.Finding.Severity;
import io.securitybaseline.control.Reasons;
import io.securitybaseline.control.SubjectState;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Decides a condition, in the same way for all controls: {@code False} where there is a violation,
 * else {@code Unknown} where something could not be evaluated or is pending, else {@code True}.
 *
 * @param tally subjects in namespaces
 * @param cluster findings of the whole cluster, most severe first
 * @param met the reason where there is neither a violation nor an unknown
 */
public record ConditionDraft(Tally tally, List<Finding> cluster, String met) {

  public ConditionDraft {
    cluster = List.copyOf(cluster);
  }

  /**
   * The condition. Its reason is the most frequent one of the violating subjects, or else that of
   * the most severe finding of the cluster; where something is unknown, the cluster comes first,
   * for it explains what is unknown of the subjects.
   *
   * @param message the words, given the finding of the cluster that matters here
   */
  public ConditionValue condition(Function<Optional<Finding>, String> message) {
    Optional<Finding> violation = mostSevere(Severity.VIOLATION);
    if (tally.violating() > 0 || violation.isPresent()) {
      return ConditionValue.ofFalse(
          tally.mostFrequentViolation().or(() -> violation.map(Finding::reason)).orElseThrow(),
          message.apply(violation));
    }
    Optional<Finding> unknown = mostSevere(Severity.UNKNOWN);
    if (tally.unknown() > 0 || unknown.isPresent()) {
      return ConditionValue.unknown(
          unknown.map(Finding::reason).or(tally::mostFrequentUnknown).orElseThrow(),
          message.apply(unknown));
    }
    return tally.count(SubjectState.PENDING) > 0
        ? ConditionValue.unknown(Reasons.PENDING, message.apply(Optional.empty()))
        : ConditionValue.ofTrue(met, message.apply(Optional.empty()));
  }

  private Optional<Finding> mostSevere(Severity severity) {
    return cluster.stream().filter(finding -> finding.severity() == severity).findFirst();
  }
}
