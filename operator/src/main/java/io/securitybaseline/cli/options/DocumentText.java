package io.securitybaseline.cli.options;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;

/** A document as the output formats {@code json} and {@code yaml} have it. */
public final class DocumentText {

  private DocumentText() {}

  /** Indented JSON, with a line break at its end. */
  public static String json(Object document) {
    return write(new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT), document) + "\n";
  }

  /** One YAML document without a marker of its start, with a line break at its end. */
  public static String yaml(Object document) {
    return write(
        new ObjectMapper(
            new YAMLFactory()
                .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
                .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)),
        document);
  }

  private static String write(ObjectMapper mapper, Object document) {
    try {
      return mapper.writeValueAsString(document);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
