package io.securitybaseline.controls.groupbindings;

import io.securitybaseline.api.status.RemovedRecord;
import io.securitybaseline.api.status.SecurityBaselineStatus;
import io.securitybaseline.module.AnnotationRemoval;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * The removals of records of replaced users, as the status has them. A client that writes a whole
 * binding from its own source, such as a nightly job, removes the record with its count; the status
 * outlives the process.
 */
final class RemovedRecordsSection {

  private RemovedRecordsSection() {}

  static RemovedRecord shown(AnnotationRemoval removal) {
    return new RemovedRecord(removal.uid(), removal.times(), removal.last().toString());
  }

  /** What the status has; an entry with a date that is none is left out. */
  static List<AnnotationRemoval> of(SecurityBaselineStatus status) {
    return status.groupBindings() == null
        ? List.of()
        : status.groupBindings().recordsRemoved().stream()
            .flatMap(removed -> read(removed).stream())
            .toList();
  }

  private static Optional<AnnotationRemoval> read(RemovedRecord removed) {
    try {
      return Optional.of(
          new AnnotationRemoval(removed.uid(), removed.times(), LocalDate.parse(removed.last())));
    } catch (DateTimeException _) {
      return Optional.empty();
    }
  }
}
