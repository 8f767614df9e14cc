package io.securitybaseline.engines;

import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A few namespaces with pods and policies.
 *
 * @param name also the name, or the beginning of the name, of its namespaces
 * @param rows the rows of the measured tables that it reproduces, perhaps none
 * @param expected what packets do, by engine label; an engine without an entry does not run it
 * @param objects what there is before Enforce
 * @param later what a tenant adds or changes under Enforce, perhaps nothing
 */
record Scenario(
    String name,
    List<String> rows,
    Map<String, Optional<Expected>> expected,
    List<HasMetadata> objects,
    List<HasMetadata> later) {

  Scenario {
    rows = List.copyOf(rows);
    expected = Map.copyOf(expected);
    objects = List.copyOf(objects);
    later = List.copyOf(later);
  }

  /**
   * The pods that reach the metadata service on port 80, as {@code namespace/name}, at each step.
   */
  record Expected(Map<Step, List<String>> reaching) {
    Expected {
      reaching = Map.copyOf(reaching);
    }
  }

  boolean runsOn(EngineKind engine) {
    return expected.containsKey(engine.label()) || expected.containsKey(engine.family());
  }

  /** What packets do; the line of another version of the engine counts if it has none. */
  Optional<Expected> expected(EngineKind engine) {
    Optional<Expected> own = expected.get(engine.label());
    return own != null ? own : expected.getOrDefault(engine.family(), Optional.empty());
  }
}
