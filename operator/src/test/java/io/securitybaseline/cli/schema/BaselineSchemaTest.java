package io.securitybaseline.cli.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.securitybaseline.manifest.Documents;
import io.securitybaseline.manifest.TextSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What is said of single objects is compared with the API server: BaselineMessagesIT. */
class BaselineSchemaTest {

  /** What the checks know; extend them before you use another in the CRD. */
  private static final Set<String> KEYWORDS =
      Set.of(
          "additionalProperties",
          "default",
          "description",
          "enum",
          "format",
          "items",
          "maxItems",
          "maxLength",
          "maxProperties",
          "maximum",
          "minItems",
          "minLength",
          "minimum",
          "properties",
          "required",
          "type",
          "x-kubernetes-list-map-keys",
          "x-kubernetes-list-type",
          "x-kubernetes-map-type",
          "x-kubernetes-validations");

  private static final Set<String> RULE_KEYWORDS = Set.of("rule", "message", "fieldPath");

  private final JsonNode schema = BaselineSchema.ofThisVersion().schema();

  @Test
  void theCrdUsesNothingThatTheChecksDoNotKnow() {
    assertThat(schemas(schema).flatMap(BaselineSchemaTest::names)).isSubsetOf(KEYWORDS);
    assertThat(rules().flatMap(BaselineSchemaTest::names)).isSubsetOf(RULE_KEYWORDS);
    assertThat(schemas(schema.at("/properties/spec")).map(it -> it.path("format").asText("")))
        .containsOnly("");
  }

  @Test
  void everyRuleOfTheCrdCompiles() {
    CelRules rules = new CelRules();

    assertThat(rules()).hasSizeGreaterThan(20);
    rules()
        .forEach(rule ->
            assertThatCode(() ->
                    rules.evaluate(
                        rule.path("rule").asText(),
                        JsonNodeFactory.instance.objectNode(),
                        JsonNodeFactory.instance.objectNode()))
                .doesNotThrowAnyException());
  }

  @Test
  void theDefaultsOfTheSchemaAreFilledIn() {
    BaselineSchema.Checked checked = check("metadata: {name: default}\nspec: {groupBindings: {}}");

    assertThat(checked.errors()).isEmpty();
    assertThat(checked.object().at("/spec/mode").asText()).isEqualTo("Audit");
    assertThat(checked.object().at("/spec/groupBindings/entraIntegration").asText())
        .isEqualTo("Auto");
  }

  @Test
  void aNameThatTheServerWouldMakeIsNotTheOne() {
    assertThat(check("metadata: {generateName: default-}\nspec: {}").errors())
        .extracting(FieldError::toString)
        .containsExactly(
            "<nil>: Invalid value: a cluster has one SecurityBaseline, named default: set"
                + " metadata.name to default");
  }

  @Test
  void whatIsWrittenIsNotChanged() {
    ObjectNode written = object("metadata: {name: default}\nspec: {}");
    ObjectNode before = written.deepCopy();

    BaselineSchema.ofThisVersion().check(written);

    assertThat(written).isEqualTo(before);
  }

  private static BaselineSchema.Checked check(String text) {
    return BaselineSchema.ofThisVersion().check(object(text));
  }

  private static ObjectNode object(String text) {
    List<JsonNode> documents = new ArrayList<>();
    Documents.read(new TextSource("text", text), documents::add);
    return (ObjectNode) documents.getFirst();
  }

  private Stream<JsonNode> rules() {
    return schemas(schema).flatMap(each -> each.path("x-kubernetes-validations").valueStream());
  }

  private static Stream<JsonNode> schemas(JsonNode schema) {
    return Stream.of(
            Stream.of(schema),
            schema.path("properties").valueStream().flatMap(BaselineSchemaTest::schemas),
            Stream.of(schema.path("items"), schema.path("additionalProperties"))
                .filter(JsonNode::isObject)
                .flatMap(BaselineSchemaTest::schemas))
        .flatMap(each -> each);
  }

  private static Stream<String> names(JsonNode object) {
    Set<String> names = new TreeSet<>();
    object.fieldNames().forEachRemaining(names::add);
    return names.stream();
  }
}
