package io.securitybaseline.cli.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.securitybaseline.controlplane.ControlPlane;
import io.securitybaseline.manifest.Documents;
import io.securitybaseline.manifest.TextSource;
import io.securitybaseline.testing.GeneratedFile;
import io.securitybaseline.testing.TestCluster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A baseline is rejected here for exactly what a real API server rejects it for. */
class BaselineMessagesIT {

  private static final String PATH =
      "/apis/securitybaseline.io/v1alpha1/securitybaselines?dryRun=All&fieldValidation=Strict";
  private static final String STRICT = "strict decoding error: ";
  private static final BaselineSchema SCHEMA = BaselineSchema.ofThisVersion();

  private static TestCluster cluster;

  @BeforeAll
  static void connect() {
    cluster = TestCluster.on(ControlPlane.shared());
  }

  @AfterAll
  static void disconnect() {
    cluster.close();
  }

  static Stream<Arguments> baselines() throws IOException {
    Path repository = GeneratedFile.repository();
    Path resources = repository.resolve("operator/src/test/resources");
    return Stream.of(
            files(resources.resolve("crd"), "(in)?valid-.*"),
            files(resources.resolve("manifests"), "(refused|accepted|baseline).*"),
            files(repository.resolve("examples"), "securitybaseline-.*"))
        .flatMap(List::stream)
        .map(file -> argumentSet(file.getFileName().toString(), file));
  }

  @ParameterizedTest
  @MethodSource("baselines")
  void messagesAreThoseOfTheApiServer(Path file) {
    List<JsonNode> documents = new ArrayList<>();
    Documents.read(TextSource.of(file.toString()), documents::add);
    ObjectNode baseline = (ObjectNode) documents.getFirst();

    Set<String> expected = answers(baseline);

    assertThat(expected.isEmpty())
        .as("%s says by its name whether it is refused", file)
        .isEqualTo(!file.getFileName().toString().matches("(invalid|refused).*"));
    assertThat(SCHEMA.check(baseline).errors().stream().map(FieldError::toString))
        .containsExactlyInAnyOrderElementsOf(expected);
  }

  private static Set<String> answers(ObjectNode baseline) {
    try {
      cluster.client().raw(PATH, "POST", baseline.toString());
      return Set.of();
    } catch (KubernetesClientException e) {
      Status status = e.getStatus();
      if (e.getCode() == 400) {
        String message = status.getMessage();
        assertThat(message).contains(STRICT);
        return Set.of(message.substring(message.indexOf(STRICT)));
      }
      assertThat(e.getCode()).as(e.getMessage()).isEqualTo(422);
      Set<String> causes = new TreeSet<>();
      status
          .getDetails()
          .getCauses()
          .forEach(cause -> causes.add(cause.getField() + ": " + cause.getMessage()));
      return causes;
    }
  }

  private static List<Path> files(Path folder, String name) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.getFileName().toString().matches(name)).sorted().toList();
    }
  }
}
