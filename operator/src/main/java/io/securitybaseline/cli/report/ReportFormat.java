package io.securitybaseline.cli.report;

import io.securitybaseline.cli.options.DocumentText;

/** How a report is written. */
enum ReportFormat {
  TABLE {
    @Override
    String print(Report report) {
      return new ReportTable(report).text();
    }
  },
  JSON {
    @Override
    String print(Report report) {
      return DocumentText.json(report);
    }
  },
  YAML {
    @Override
    String print(Report report) {
      return DocumentText.yaml(report);
    }
  },
  HTML {
    @Override
    String print(Report report) {
      return new ReportPage(report).html();
    }
  },
  SARIF {
    @Override
    String print(Report report) {
      return DocumentText.json(SarifLog.of(report));
    }
  };

  /** The report as text, with a line break at its end. */
  abstract String print(Report report);
}
