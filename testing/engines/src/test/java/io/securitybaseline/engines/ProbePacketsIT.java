package io.securitybaseline.engines;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the probe of the built operator finds out in the networks of pods, on real engines. */
class ProbePacketsIT {

  @Test
  void onCalico() throws IOException, InterruptedException {
    Map<String, String> results = results(EngineKind.CALICO);

    assertThat(results.get("open")).startsWith("Reached: ");
    assertThat(results.get("covered")).startsWith("Blocked: ");
    assertThat(results.get("covered, engine stopped")).startsWith("Blocked: ");
    assertThat(results.get("without network, engine stopped")).startsWith("Inconclusive: ");
    assertThat(results.get("new pod, engine stopped")).startsWith("Inconclusive: ");
  }

  @Test
  void onKubeRouter() throws IOException, InterruptedException {
    Map<String, String> results = results(EngineKind.KUBE_ROUTER);

    assertThat(results.get("open")).startsWith("Reached: ");
    assertThat(results.get("covered")).startsWith("Blocked: ");
    assertThat(results.get("without network, engine stopped")).startsWith("Inconclusive: ");
  }

  private static Map<String, String> results(EngineKind engine)
      throws IOException, InterruptedException {
    Path repository = Path.of("../..").toRealPath();
    Path binaries = repository.resolve("testing/engines/binaries");
    Prerequisites.require(
        binaries, List.of(engine.module()), Boolean.getBoolean("engines.install"));
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
    Path log = output.resolve("lab.log");
    Process process =
        new ProcessBuilder(command(settings))
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    assertThat(process.waitFor()).as(() -> read(log)).isZero();
    return new ObjectMapper().readValue(settings.result().toFile(), new TypeReference<>() {});
  }

  /** Everything ends with the first process of the namespaces. */
  private static List<String> command(Settings settings) {
    return Stream.concat(
            Stream.of(
                "unshare",
                "--net",
                "--mount",
                "--pid",
                "--fork",
                "--kill-child",
                "--mount-proc",
                "--",
                "/bin/sh",
                "-c",
                "mount -t tmpfs lab /run && mkdir /run/tmp && ip link set lo up && exec \"$@\"",
                "sh",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Djava.io.tmpdir=/run/tmp",
                "-cp",
                System.getProperty("java.class.path"),
                ProbeLab.class.getName()),
            settings.arguments().stream())
        .toList();
  }

  private static String read(Path log) {
    try {
      return Files.readString(log);
    } catch (IOException e) {
      return "no log: " + e;
    }
  }
}
