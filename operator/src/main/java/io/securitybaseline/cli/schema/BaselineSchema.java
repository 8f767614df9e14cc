package io.securitybaseline.cli.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.securitybaseline.manifest.Documents;
import io.securitybaseline.manifest.TextSource;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The CRD of this program, which says of a SecurityBaseline what the API server says of it. */
public final class BaselineSchema {

  private static final String RESOURCE = "/crds/securitybaselines.securitybaseline.io.yaml";

  private final JsonNode schema;

  BaselineSchema(JsonNode schema) {
    this.schema = schema;
  }

  /**
   * A checked object.
   *
   * @param object with the defaults of the schema
   * @param errors what the API server would refuse it for; empty if it would not
   */
  public record Checked(ObjectNode object, List<FieldError> errors) {
    public Checked {
      errors = List.copyOf(errors);
    }
  }

  /** The schema that this version of the program installs. */
  public static BaselineSchema ofThisVersion() {
    List<JsonNode> documents = new ArrayList<>();
    Documents.read(new TextSource(RESOURCE, text()), documents::add);
    return new BaselineSchema(documents.getFirst().at("/spec/versions/0/schema/openAPIV3Schema"));
  }

  JsonNode schema() {
    return schema;
  }

  /** What a creation with strict field validation would answer. */
  public Checked check(ObjectNode written) {
    ObjectNode object = written.deepCopy();
    Set<String> unknown = UnknownFields.of(object, schema);
    if (!unknown.isEmpty()) {
      return new Checked(object, List.of(unknown(unknown)));
    }
    SchemaDefaults.apply(object, schema);
    object.remove("status");
    named(object);
    List<FieldError> errors = new ArrayList<>(NameCheck.errors(object.path("metadata")));
    errors.addAll(SchemaCheck.errors(object, schema));
    errors.addAll(ListCheck.errors(object, schema));
    if (errors.stream().anyMatch(FieldError::blocking)) {
      errors.add(FieldError.rulesNotChecked());
    } else {
      errors.addAll(RuleCheck.errors(object, schema, new CelRules()));
    }
    return new Checked(object, FieldError.sorted(errors));
  }

  private static FieldError unknown(Set<String> paths) {
    return new FieldError(
        "",
        "strict decoding error: "
            + paths.stream()
                .map("unknown field \"%s\""::formatted)
                .collect(Collectors.joining(", ")),
        true);
  }

  /** The API server makes a name before it checks it. */
  private static void named(ObjectNode object) {
    if (object.path("metadata") instanceof ObjectNode metadata
        && metadata.path("name").asText("").isEmpty()
        && !metadata.path("generateName").asText("").isEmpty()) {
      metadata.put("name", metadata.path("generateName").asText() + "xxxxx");
    }
  }

  private static String text() {
    try (InputStream in = BaselineSchema.class.getResourceAsStream(RESOURCE)) {
      if (in == null) {
        throw new IllegalStateException("missing in the program: " + RESOURCE);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
