package io.securitybaseline.engines;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What the baseline says of the cluster. */
record OperatorStatus(GenericKubernetesResource baseline) {

  private static final String CONTROL = "instanceMetadata";

  static Optional<OperatorStatus> of(@Nullable GenericKubernetesResource baseline) {
    return Optional.ofNullable(baseline).map(OperatorStatus::new);
  }

  /** Whether it is about the present spec, and the operator could evaluate. */
  boolean isPresent() {
    List<Map<String, Object>> conditions = baseline.get("status", "conditions");
    return baseline
            .getMetadata()
            .getGeneration()
            .equals(asLong(baseline.get("status", "observedGeneration")))
        && conditions != null
        && conditions.stream()
            .anyMatch(it -> "Ready".equals(it.get("type")) && "True".equals(it.get("status")));
  }

  /** How many namespaces are not restricted. */
  OptionalLong notRestricted() {
    Long total = asLong(baseline.get("status", CONTROL, "namespaces", "total"));
    Long restricted = asLong(baseline.get("status", CONTROL, "namespaces", "restricted"));
    return total == null || restricted == null
        ? OptionalLong.empty()
        : OptionalLong.of(total - restricted);
  }

  /** The reasons of each namespace that is not restricted, if the few that are named are all. */
  Optional<SortedMap<String, String>> reasons() {
    SortedMap<String, String> reasons = new TreeMap<>();
    List<Map<String, Object>> worst = baseline.get("status", CONTROL, "worst");
    if (worst != null) {
      worst.forEach(each ->
          reasons.put(
              Objects.toString(each.get("namespace"), ""), String.valueOf(each.get("reason"))));
    }
    OptionalLong all = notRestricted();
    return all.isPresent() && all.getAsLong() == reasons.size()
        ? Optional.of(reasons)
        : Optional.empty();
  }

  private static @Nullable Long asLong(@Nullable Object number) {
    return number instanceof Number n ? Long.valueOf(n.longValue()) : null;
  }
}
