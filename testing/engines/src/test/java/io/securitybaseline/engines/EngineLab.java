package io.securitybaseline.engines;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/** Runs one engine and turns its result into tests. */
final class EngineLab {

  /** No API server accepts the block of that case; it is there for what a client might list. */
  private static final String NO_CIDR = "golden-unclear-block-no-cidr";

  private EngineLab() {}

  static Stream<DynamicTest> tests(EngineKind engine) throws IOException {
    Path repository = Path.of("../..").toRealPath();
    Path binaries = repository.resolve("testing/engines/binaries");
    Prerequisites.require(
        binaries,
        engine == EngineKind.CILIUM_AGENT ? GoModule.NIGHTLY : GoModule.EACH_RUN,
        Boolean.getBoolean("engines.install"));
    Path output = Files.createDirectories(Path.of("target/engines", engine.label())).toRealPath();
    Settings settings =
        new Settings(
            engine,
            repository,
            output,
            GoModule.FABRIC.provide(binaries, GoModule.cache(), System.err),
            engine.module().provide(binaries, GoModule.cache(), System.err),
            Integer.getInteger("engines.random", 60),
            Integer.getInteger("engines.native." + engine.family(), 0),
            Long.getLong("engines.seed", 1));
    if (!Files.isRegularFile(settings.operator())) {
      throw new LabException("build the operator first: there is no " + settings.operator());
    }
    Files.deleteIfExists(settings.result());
    Isolation.run(LabMain.class, settings.arguments(), output.resolve("lab.log"));
    RunResult result = RunResult.read(settings.result());
    System.out.printf(
        "%s: %d attempts, seeds %d to %d, seconds %s, milliseconds open %s, %d namespaces"
            + " unknown%n",
        engine.label(),
        result.attempts(),
        settings.seed(),
        settings.seed() + settings.random() - 1,
        result.seconds(),
        result.openMillis(),
        result.unknown());
    return tests(
        result,
        KnownDifferences.read(
            settings.engines().resolve("known-differences/" + engine.label() + ".txt")));
  }

  /** One test for each scenario, and one for the lines that are about no scenario. */
  static Stream<DynamicTest> tests(RunResult result, KnownDifferences known) {
    List<DynamicTest> tests = new ArrayList<>();
    TreeSet<String> unused = new TreeSet<>(known.rowByDifference().keySet());
    for (RunResult.ScenarioResult scenario : result.scenarios()) {
      TreeSet<String> expected = new TreeSet<>();
      scenario.namespaces().forEach(it -> expected.addAll(known.about(it).keySet()));
      unused.removeAll(expected);
      tests.add(
          DynamicTest.dynamicTest(
              scenario.name() + " " + scenario.rows(),
              () -> {
                assertThat(scenario.packets()).as("packets, beside what was measured").isEmpty();
                assertThat(scenario.differences())
                    .as("verdicts and packets, beside known-differences")
                    .containsExactlyInAnyOrderElementsOf(expected);
              }));
    }
    tests.add(
        DynamicTest.dynamicTest(
            "every known difference is about a scenario", () -> assertThat(unused).isEmpty()));
    tests.add(
        DynamicTest.dynamicTest(
            "the API server accepts every golden case",
            () ->
                assertThat(result.refused())
                    .allSatisfy(refused -> assertThat(refused).startsWith(NO_CIDR + ":"))));
    return tests.stream();
  }
}
