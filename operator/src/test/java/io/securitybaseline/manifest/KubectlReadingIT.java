package io.securitybaseline.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.securitybaseline.controlplane.ControlPlane;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** YAML means to the operator what it means to kubectl. */
class KubectlReadingIT {

  private static final ObjectMapper JSON = new ObjectMapper();

  private static final String ODDITIES =
      """
      apiVersion: v1
      kind: ConfigMap
      metadata: {name: odd}
      spec:
        truth: [yes, No, on, OFF, y, n, TRUE, "yes", !!str yes, oui]
        nothing: [~, null, Null, "", "null"]
        numbers: [1, 0755, 0o17, 0x1F, 0b101, -5, +7, 1_000, 08, 1e3, 1.0, .5, 30.25, 12:30:45, 1.2.3, "5", 9223372036854775807]
        dates: [2027-03-31, 2027-03-31T10:00:00Z]
        base: &base {a: 1, b: 2}
        merged: {<<: *base, b: 3, c: 4}
        late: {b: 3, <<: *base}
        two: {<<: [{a: x}, {a: y, z: w}]}
        twice: {a: 1, a: 2}
        keys: {yes: a, 5: b, 1.5: c, "<<": d}
        folded: >-
          a
          b
        block: |
          a
          b
      """;

  @TempDir private Path folder;

  @Test
  void everyOddityIsReadAsKubectlReadsIt() throws IOException {
    Path file = Files.writeString(folder.resolve("odd.yaml"), ODDITIES);
    List<JsonNode> documents = new ArrayList<>();
    Documents.read(TextSource.of(file.toString()), documents::add);

    String answer =
        ControlPlane.shared()
            .kubectl(
                "create",
                "--dry-run=client",
                "--validate=false",
                "-o",
                "json",
                "-f",
                file.toString())
            .orThrow();

    JsonNode expected = JSON.readTree(answer).path("spec");
    assertThat(expected.size()).isEqualTo(12);
    assertThat(JSON.readTree(documents.getFirst().path("spec").toString())).isEqualTo(expected);
  }
}
