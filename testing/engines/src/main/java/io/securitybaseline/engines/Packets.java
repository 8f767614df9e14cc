package io.securitybaseline.engines;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What packets did, beside what the scenario says they do. */
final class Packets {

  private Packets() {}

  /** A line for each step in which other pods reach the metadata service than expected. */
  static List<String> compare(
      Scenario scenario, EngineKind engine, List<String> namespaces, Map<Step, Observation> seen) {
    Optional<Scenario.Expected> expected =
        scenario.expected().getOrDefault(engine.label(), Optional.empty());
    List<String> lines = new ArrayList<>();
    expected.ifPresent(it ->
        it.reaching()
            .forEach((step, pods) -> {
              List<String> reaching = reaching(namespaces, seen.get(step));
              if (!reaching.equals(pods)) {
                lines.add(
                    "%s: %s reach the address, expected %s"
                        .formatted(step.label(), reaching, pods));
              }
            }));
    return lines;
  }

  private static List<String> reaching(
      List<String> namespaces, @org.jspecify.annotations.Nullable Observation observation) {
    if (observation == null) {
      return List.of();
    }
    return observation.reached().entrySet().stream()
        .filter(entry -> entry.getValue() && entry.getKey().to().equals(Target.IMDS))
        .map(entry -> entry.getKey().from().id())
        .filter(id -> namespaces.contains(id.namespace()))
        .map(PodId::toString)
        .sorted()
        .toList();
  }
}
