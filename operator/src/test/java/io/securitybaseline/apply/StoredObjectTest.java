package io.securitybaseline.apply;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Reads what is compared of a response, and nothing else of it. */
class StoredObjectTest {

  @Test
  void theRestIsSkipped() throws IOException {
    String stored =
        """
        {"apiVersion": "v1", "kind": "RoleBinding", "metadata": {"name": "a", "labels": {"a": "b"},
        "managedFields": [{"manager": "x", "fieldsV1": {"f:spec": {}}}], "annotations": {"c": "d"}},
        "spec": {"x": [1, {"y": 2}]}, "subjects": [{"kind": "User"}], "status": {"spec": {}}}
        """;

    assertThat(StoredObject.read(stored).compared())
        .isEqualTo(
            new ObjectMapper()
                .readTree(
                    """
                    {"kind": "RoleBinding", "metadata": {"labels": {"a": "b"}, "annotations": {"c": "d"}},
                    "spec": {"x": [1, {"y": 2}]}, "subjects": [{"kind": "User"}]}
                    """));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ''                    | {}
          []                    | {}
          null                  | {}
          {"metadata": "text"}  | {"metadata": "text"}
          {"metadata": null}    | {"metadata": null}
          {"spec": null}        | {"spec": null}
          """)
  void whatHasAnotherShapeIsReadAsItIs(String stored, String read) throws IOException {
    assertThat(StoredObject.read(stored).compared()).hasToString(read.replace(": ", ":"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"{", "{\"spec\": [", "{\"status\": {", "ok"})
  void whatIsNotJsonIsAnError(String stored) {
    assertThatIOException().isThrownBy(() -> StoredObject.read(stored));
  }
}
