package io.securitybaseline.cli.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;

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
      return json(report);
    }
  },
  YAML {
    @Override
    String print(Report report) {
      return write(
          new ObjectMapper(
              new YAMLFactory()
                  .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
                  .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)),
          report);
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
      return json(SarifLog.of(report));
    }
  };

  /** The report as text, with a line break at its end. */
  abstract String print(Report report);

  private static String json(Object document) {
    return write(new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT), document) + "\n";
  }

  private static String write(ObjectMapper mapper, Object document) {
    try {
      return mapper.writeValueAsString(document);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
