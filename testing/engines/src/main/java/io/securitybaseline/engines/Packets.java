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
    Optional<Scenario.Expected> expected = scenario.expected(engine);
    List<String> lines = new ArrayList<>();
    expected.ifPresent(it ->
        it.reaching()
            .forEach((step, pods) -> {
              Observation observation = seen.get(step);
              if (observation == null) {
                throw new LabException(
                    "%s: step %s is not observed".formatted(scenario.name(), step.label()));
              }
              List<String> reaching = reaching(namespaces, observation);
              if (!reaching.equals(pods)) {
                lines.add(
                    "%s: %s reach the address, expected %s"
                        .formatted(step.label(), reaching, pods));
              }
            }));
    return lines;
  }

  private static List<String> reaching(List<String> namespaces, Observation observation) {
    return observation.reached().entrySet().stream()
        .filter(entry -> entry.getValue() && entry.getKey().to().equals(Target.IMDS))
        .map(entry -> entry.getKey().from().id())
        .filter(id -> namespaces.contains(id.namespace()))
        .map(PodId::toString)
        .sorted()
        .toList();
  }
}
