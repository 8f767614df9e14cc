package io.securitybaseline.engines;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** What {@code plan} prints of InstanceMetadata: a finding or a change for each line. */
record OperatorPlan(List<Planned> planned) {

  private static final ObjectMapper JSON =
      new ObjectMapper().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

  /** The exit code of a plan with something in it. */
  private static final int CHANGES = 3;

  OperatorPlan {
    planned = List.copyOf(planned);
  }

  /** One line; the reason is empty for a change. */
  record Planned(String control, String namespace, String action, String reason) {}

  private record Printed(List<Planned> planned) {}

  static OperatorPlan read(List<String> command, Map<String, String> environment, Path logs) {
    Path out = logs.resolve("plan.json");
    Path errors = logs.resolve("plan.log");
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(errors.toFile());
    builder.environment().putAll(environment);
    try {
      int exit = builder.start().waitFor();
      if (exit != 0 && exit != CHANGES) {
        throw new LabException("plan ended with %d: %s".formatted(exit, Files.readString(errors)));
      }
      return new OperatorPlan(
          JSON.readValue(out.toFile(), Printed.class).planned().stream()
              .filter(each -> each.control().equals("InstanceMetadata"))
              .toList());
    } catch (IOException e) {
      throw new LabException("no plan", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LabException("interrupted", e);
    }
  }

  /** Whether Enforce would change something. */
  boolean changes() {
    return planned.stream().anyMatch(each -> !each.action().equals("None"));
  }

  /** What it holds against each namespace. */
  SortedMap<String, String> reasons() {
    SortedMap<String, TreeSet<String>> byNamespace = new TreeMap<>();
    planned.forEach(each ->
        byNamespace
            .computeIfAbsent(each.namespace(), _ -> new TreeSet<>())
            .add(each.reason().isEmpty() ? each.action() : each.reason()));
    SortedMap<String, String> reasons = new TreeMap<>();
    byNamespace.forEach((namespace, all) -> reasons.put(namespace, String.join("+", all)));
    return reasons;
  }
}
