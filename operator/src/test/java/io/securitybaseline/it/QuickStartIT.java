package io.securitybaseline.it;

import static io.securitybaseline.testing.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.securitybaseline.testing.Chart;
import io.securitybaseline.testing.GeneratedFile;
import io.securitybaseline.testing.Manifests;
import io.securitybaseline.testing.OperatorUnderTest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The commands of docs/quickstart-aks.md, as far as they can be checked without Azure. */
class QuickStartIT {

  private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());
  private static final TypeReference<Map<String, Object>> FIELDS = new TypeReference<>() {};

  @RegisterExtension static final OperatorUnderTest operator = OperatorUnderTest.withSystemClock();

  private final List<String> commands = commands();

  @AfterEach
  void deleteBaseline() {
    operator.baseline().delete();
  }

  @Test
  void thereAreTenCommandsFromCreateToDelete() {
    assertThat(commands).hasSize(10);
    assertThat(commands.getFirst()).startsWith("az group create --name sbo-quickstart ");
    assertThat(commands.getLast()).startsWith("az group delete --name sbo-quickstart ");
  }

  /** Against a table of what the Azure CLI takes: {@code quickstart/az-options.yaml}. */
  @Test
  void azTakesTheOptionsWithTheirValues() throws IOException {
    try (InputStream file = QuickStartIT.class.getResourceAsStream("/quickstart/az-options.yaml")) {
      JsonNode table = YAML.readTree(Objects.requireNonNull(file));
      List<String> az = commands.stream().filter(each -> each.startsWith("az ")).toList();
      assertThat(az).hasSize(4);
      for (String command : az) {
        AzCommand written = AzCommand.parse(command);
        JsonNode documented = table.path(written.name());
        assertThat(documented.path("sources")).as("sources of " + written.name()).isNotEmpty();
        assertThat(written.mistakes(documented.path("options"))).as(command).isEmpty();
      }
    }
  }

  @Test
  void aWrongOptionOfAzIsFound() throws IOException {
    JsonNode options =
        YAML.readTree("{--name: text, --yes: flag, --count: number, --policy: [calico]}");

    assertThat(AzCommand.parse("az a b --name x --yes --count 2 --policy calico").mistakes(options))
        .isEmpty();
    assertThat(AzCommand.parse("az a b --nam x --name --yes y").mistakes(options))
        .containsExactly(
            "--nam is not documented", "--name has no value", "--yes is a flag, not y");
    assertThat(AzCommand.parse("az a b --count two --policy none").mistakes(options))
        .containsExactly("--count is a number, not two", "--policy is one of calico, not none");
  }

  @Test
  void theChartRendersWithTheValues() {
    String helm = only("helm install");
    assertThat(Files.isDirectory(file(helm.split(" ", -1)[3]))).isTrue();
    assertThat(option(helm, "--set")).isEqualTo("probe.enabled=true");
    assertThat(option(helm, "--namespace")).isEqualTo(Chart.NAMESPACE);

    Manifests chart = Chart.render("{probe: {enabled: true}}");

    assertThat(chart.only("Deployment").toString())
        .contains("--probe-image=")
        .doesNotContain(":latest");
    assertThat(chart.objects().stream().map(each -> each.at("/metadata/namespace").asText()))
        .contains("security-baseline-probe");
  }

  @Test
  void theApiServerAcceptsThePods() {
    List<String> runs = commands.stream().filter(each -> each.startsWith("kubectl run ")).toList();
    assertThat(runs).hasSize(2);
    for (String run : runs) {
      List<String> arguments = Arrays.asList(run.substring(run.indexOf(" -- ") + 4).split(" ", -1));
      Pod pod =
          new PodBuilder()
              .withNewMetadata()
              .withNamespace(option(run, "--namespace"))
              .withName(run.split(" ", -1)[2])
              .endMetadata()
              .withNewSpec()
              .withRestartPolicy("Never")
              .addNewContainer()
              .withName("curl")
              .withImage(run.replaceAll(".*--image=(\\S+).*", "$1"))
              .withArgs(arguments)
              .endContainer()
              .endSpec()
              .build();
      assertThat(operator.cluster().client().resource(pod).dryRun().create()).isNotNull();
      assertThat(arguments).contains("http://169.254.169.254/metadata/versions");
    }
  }

  /** Not with Auto: no agents of an engine run on this control plane. */
  @Test
  void theOperatorSetsTheConditionThatIsWaitedFor() throws IOException {
    JsonNode spec =
        YAML.readTree(Files.readString(file(option(only("kubectl apply"), "-f")))).path("spec");
    assertThat(spec.at("/instanceMetadata/mode").asText()).isEqualTo("Enforce");
    Map<String, Object> withEngine = new TreeMap<>(new ObjectMapper().convertValue(spec, FIELDS));
    Map<String, Object> control =
        new TreeMap<>(new ObjectMapper().convertValue(spec.path("instanceMetadata"), FIELDS));
    control.put("engine", "Calico");
    withEngine.put("instanceMetadata", control);
    String condition = only("kubectl wait").replaceAll(".*condition=(\\S+).*", "$1");

    operator.baseline().apply(new ObjectMapper().writeValueAsString(withEngine));

    eventually(() ->
        assertThat(operator.baseline().condition(condition).map(Condition::getStatus))
            .contains("True"));
  }

  private String only(String start) {
    List<String> found = commands.stream().filter(each -> each.startsWith(start)).toList();
    assertThat(found).as(start).hasSize(1);
    return found.getFirst();
  }

  private static String option(String command, String name) {
    List<String> words = Arrays.asList(command.split(" ", -1));
    return words.get(words.indexOf(name) + 1);
  }

  private static Path file(String path) {
    return GeneratedFile.repository().resolve(path);
  }

  private static List<String> commands() {
    String page = GeneratedFile.read("docs/quickstart-aks.md");
    String block = page.substring(page.indexOf("```sh\n") + 6);
    return block.substring(0, block.indexOf("```")).lines().toList();
  }
}
