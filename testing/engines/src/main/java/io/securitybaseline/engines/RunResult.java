package io.securitybaseline.engines;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What a run of one engine has shown.
 *
 * @param seconds from the start of the run to the end of each part
 * @param attempts connections that were tried
 * @param openMillis for how long the metadata service was open where the operator can only react:
 *     the longest time, by what happened
 * @param unknown namespaces that are unknown under Enforce
 * @param refused objects of golden cases that this API server does not accept
 */
record RunResult(
    String engine,
    Map<String, Double> seconds,
    int attempts,
    Map<String, Long> openMillis,
    long unknown,
    List<String> refused,
    List<ScenarioResult> scenarios) {

  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  /**
   * One scenario.
   *
   * @param differences where a property does not hold, as text
   * @param packets where packets did something else than what was measured before
   */
  record ScenarioResult(
      String name,
      List<String> rows,
      List<String> namespaces,
      List<String> differences,
      List<String> packets) {}

  /** Together with what was seen of running pods. */
  RunResult with(RunningPods.Seen running) {
    Map<String, Long> open = new TreeMap<>(openMillis);
    open.put(RunningPods.LABEL_LOST, running.labelLostMillis());
    return new RunResult(
        engine,
        seconds,
        attempts,
        open,
        unknown,
        refused,
        Stream.concat(scenarios.stream(), running.scenarios().stream()).toList());
  }

  /** Together with what a further wave of namespaces has shown. */
  RunResult and(RunResult wave) {
    return new RunResult(
        engine,
        seconds,
        attempts + wave.attempts,
        openMillis,
        unknown + wave.unknown,
        Stream.concat(refused.stream(), wave.refused.stream()).toList(),
        Stream.concat(scenarios.stream(), wave.scenarios.stream()).toList());
  }

  void write(Path file) {
    try {
      JSON.writeValue(file.toFile(), this);
    } catch (IOException e) {
      throw new LabException("cannot write " + file, e);
    }
  }

  static RunResult read(Path file) {
    try {
      return JSON.readValue(file.toFile(), RunResult.class);
    } catch (IOException e) {
      throw new LabException("cannot read " + file, e);
    }
  }
}
