package io.securitybaseline.report;

import io.fabric8.kubernetes.api.model.Condition;
import io.securitybaseline.api.spec.Mode;
import io.securitybaseline.api.status.SecurityBaselineStatus;
import io.securitybaseline.api.status.StatusSummary;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** A status under construction: each control adds its own section and its part of the summary. */
public final class StatusDraft {

  private final TrimLevel level;
  private final List<Record> sections = new ArrayList<>();
  private UnaryOperator<StatusSummary> summary = UnaryOperator.identity();

  StatusDraft(TrimLevel level) {
    this.level = level;
  }

  /** How much room there is. */
  public TrimLevel level() {
    return level;
  }

  /**
   * Adds a section.
   *
   * @param section one of the sections of {@code api.status}; each may be added once
   */
  public void section(Record section) {
    sections.add(section);
  }

  /** Adds a control's part of the summary. */
  public void summary(UnaryOperator<StatusSummary> part) {
    UnaryOperator<StatusSummary> before = summary;
    summary = so -> part.apply(before.apply(so));
  }

  SecurityBaselineStatus status(
      long generation, Mode mode, String message, List<Condition> conditions) {
    return SecurityBaselineStatus.of(
        generation, summary.apply(StatusSummary.of(mode, message)), conditions, sections);
  }
}
