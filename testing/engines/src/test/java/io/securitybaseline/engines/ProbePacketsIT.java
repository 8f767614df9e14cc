package io.securitybaseline.engines;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the probe of the built operator finds out in the networks of pods, on real engines. */
class ProbePacketsIT {

  @Test
  void onCalico() throws IOException {
    Map<String, String> results = results(EngineKind.CALICO);

    assertThat(results.get("open")).startsWith("Reached: ");
    assertThat(results.get("covered")).startsWith("Blocked: ");
    assertThat(results.get("covered, engine stopped")).startsWith("Blocked: ");
    assertThat(results.get("without network, engine stopped")).startsWith("Inconclusive: ");
    assertThat(results.get("new pod, engine stopped")).startsWith("Inconclusive: ");
  }

  @Test
  void onKubeRouter() throws IOException {
    Map<String, String> results = results(EngineKind.KUBE_ROUTER);

    assertThat(results.get("open")).startsWith("Reached: ");
    assertThat(results.get("covered")).startsWith("Blocked: ");
    assertThat(results.get("without network, engine stopped")).startsWith("Inconclusive: ");
  }

  private static Map<String, String> results(EngineKind engine) throws IOException {
    Path repository = Path.of("../..").toRealPath();
    Path binaries = repository.resolve("testing/engines/binaries");
    Prerequisites.require(
        binaries, List.of(GoModule.FABRIC, engine.module()), Boolean.getBoolean("engines.install"));
    Path output =
        Files.createDirectories(Path.of("target/engines", "probe-" + engine.label())).toRealPath();
    Settings settings =
        new Settings(
            engine,
            repository,
            output,
            GoModule.FABRIC.provide(binaries, GoModule.cache(), System.err),
            engine.module().provide(binaries, GoModule.cache(), System.err),
            0,
            0,
            1);
    assertThat(settings.operator()).as("build the operator first").isRegularFile();
    Files.deleteIfExists(settings.result());
    Isolation.run(ProbeLab.class, settings.arguments(), output.resolve("lab.log"));
    return new ObjectMapper().readValue(settings.result().toFile(), new TypeReference<>() {});
  }
}
