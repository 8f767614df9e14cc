package io.securitybaseline.api;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import io.securitybaseline.api.spec.ApiRecord;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What every field of the schema has to have. */
class SchemaTest {
  private final List<String> faults = new ArrayList<>();

  @Test
  void everyFieldIsDescribedAndBounded() {
    walk("", SecurityBaselineCrd.schema());

    assertThat(faults).isEmpty();
  }

  @Test
  void everyRecordToleratesNewerVersions() {
    classes()
        .that(DescribedPredicate.describe("are records", JavaClass::isRecord))
        .should()
        .beAnnotatedWith(ApiRecord.class)
        .check(new ClassFileImporter().importPackagesOf(SecurityBaseline.class));
  }

  private void walk(String path, JsonNode schema) {
    require(path, schema, "description");
    switch (schema.path("type").asText()) {
      case "array" -> {
        require(path, schema, "maxItems");
        require(path, schema, "x-kubernetes-list-type");
      }
      case "string" -> {
        if (path.startsWith(".spec") && !schema.has("enum")) {
          require(path, schema, "maxLength");
        }
      }
      case "integer" -> {
        if (path.startsWith(".spec")) {
          require(path, schema, "minimum");
          require(path, schema, "maximum");
        }
      }
      default -> {}
    }
    children(path, schema);
  }

  private void children(String path, JsonNode schema) {
    for (var property : schema.path("properties").properties()) {
      walk(path + "." + property.getKey(), property.getValue());
    }
    if (schema.has("items")) {
      walk(path + "[]", schema.path("items"));
    }
    if (schema.has("additionalProperties")) {
      require(path, schema, "maxProperties");
      walk(path + "{}", schema.path("additionalProperties"));
    }
  }

  private void require(String path, JsonNode schema, String keyword) {
    if (!schema.has(keyword)) {
      faults.add(path + " has no " + keyword);
    }
  }
}
