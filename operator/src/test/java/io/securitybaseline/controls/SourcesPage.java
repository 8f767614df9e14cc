package io.securitybaseline.controls;

import io.securitybaseline.report.CheckSource;
import io.securitybaseline.report.CheckSources;
import io.securitybaseline.testing.GeneratedFile;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/** The page with the sources of all checks, as made from the table. */
final class SourcesPage {

  private final CheckSources sources;
  private final StringBuilder page = new StringBuilder();

  private SourcesPage(CheckSources sources) {
    this.sources = sources;
  }

  static String markdown(CheckSources sources) {
    SourcesPage page = new SourcesPage(sources);
    page.text();
    sources.controls().forEach(page::control);
    return page.page.toString();
  }

  private void text() {
    page.append(
            GeneratedFile.header(
                    "operator/src/main/resources/io/securitybaseline/report/sources.yaml")
                .replaceFirst("# (.*)", "<!-- $1 -->"))
        .append(
            """

            # Sources of the checks

            For each reason of a finding: the section of Microsoft's pages that asks for it, the recommendation of the
            %s, and the control of the %s.
            The same values are in policy reports and in the output of `report` ([Reports](reports.md)).

            The numbers of the CIS benchmark are those of its recommendations. A number of the Microsoft cloud security
            benchmark links to what assigns it: the definition of Azure Policy that is in the group of that number in
            Microsoft's initiative of the benchmark, or the benchmark's page on AKS. Where there is no number, the notes below
            a table state why.

            Reasons that come from how a control is applied (%s) have the source of their control.
            """
                .formatted(sources.cis(), sources.mcsb(), shared()));
  }

  private String shared() {
    return String.join(
        ", ",
        sources.of(sources.controls().getFirst()).stream()
            .map(CheckSource::reason)
            .filter(sources::isShared)
            .map(reason -> "`" + reason + "`")
            .toList());
  }

  private void control(String id) {
    List<CheckSource> rows =
        sources.of(id).stream().filter(row -> !sources.isShared(row.reason())).toList();
    page.append(
        "\n## %s\n\nWhat each reason means: [%s](controls/%s.md).\n"
            .formatted(id, id, id.toLowerCase(Locale.ROOT)));
    page.append("\n| reason | AKS page | CIS | MCSB | what to do |\n|---|---|---|---|---|\n");
    Set<String> notes = new TreeSet<>();
    for (CheckSource row : rows) {
      page.append(
          "| `%s` | [%s](%s) | %s | %s | %s |\n"
              .formatted(
                  row.reason(),
                  section(row.page()),
                  row.page(),
                  numbers(row.cis()),
                  mcsb(row),
                  row.fix()));
      if (!row.noCis().isEmpty()) {
        notes.add("CIS: " + row.noCis());
      }
      if (!row.noMcsb().isEmpty()) {
        notes.add("MCSB: " + row.noMcsb());
      }
    }
    if (!notes.isEmpty()) {
      page.append("\nNo number:\n\n");
      notes.forEach(note -> page.append("- ").append(note).append('\n'));
    }
  }

  private static String mcsb(CheckSource row) {
    return row.mcsb().isEmpty() ? "–" : "[%s](%s)".formatted(numbers(row.mcsb()), row.assignment());
  }

  private static String numbers(List<String> numbers) {
    return numbers.isEmpty() ? "–" : String.join(", ", numbers);
  }

  private static String section(String page) {
    String last = page.substring(page.lastIndexOf('/') + 1);
    return last.substring(last.indexOf('#') + 1).replace('-', ' ');
  }
}
