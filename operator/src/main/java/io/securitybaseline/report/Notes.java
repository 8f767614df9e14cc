package io.securitybaseline.report;

import io.securitybaseline.control.Finding;
import io.securitybaseline.control.Finding.Severity;
import java.util.List;
import java.util.stream.Stream;

/** The notes of a control, as a section of the status lists them. */
public final class Notes {

  private Notes() {}

  /**
   * First the notes of the cluster, then those of subjects with their counts.
   *
   * @param subjects in singular and plural, such as {@code namespace} and {@code namespaces}
   */
  public static List<String> of(
      List<Finding> cluster, Tally tally, Subjects subjects, TrimLevel level) {
    Stream<String> ofCluster =
        cluster.stream()
            .filter(finding -> finding.severity() == Severity.NOTE)
            .map(finding -> finding.reason() + ": " + finding.message());
    Stream<String> ofSubjects =
        tally.notes().entrySet().stream()
            .map(note -> "%s: in %s".formatted(note.getKey(), subjects.count(note.getValue())));
    return Stream.concat(ofCluster, ofSubjects)
        .limit(level.notes())
        .map(note -> level.text(note, StatusReport.FINDING_BYTES))
        .toList();
  }

  /** What subjects are called. */
  public record Subjects(String one, String many) {

    /** Such as {@code 1 namespace} or {@code 2,000 namespaces}. */
    public String count(int number) {
      return "%,d %s".formatted(number, number == 1 ? one : many);
    }
  }
}
