package io.securitybaseline.engines;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** The properties that packets decide. */
final class Properties {

  /** What cannot be known is not held against the operator, whatever packets do. */
  static final String UNKNOWN = "ReachUnknown";

  private Properties() {}

  /**
   * P1 and P2: what the operator has opened and closed, seen against the same cluster without its
   * policies.
   */
  static List<Difference> opensAndCloses(Step step, Observation without, Observation with) {
    List<Difference> found = new ArrayList<>();
    found.addAll(
        collect(
            "P1",
            step,
            "opened",
            with,
            attempt -> !without.reaches(attempt) && with.reaches(attempt)));
    found.addAll(
        collect(
            "P2",
            step,
            "closed",
            with,
            attempt ->
                !attempt.to().isImds() && without.reaches(attempt) && !with.reaches(attempt)));
    return found;
  }

  /** P1 in between: what was reached for a moment, though it was closed before and after. */
  static List<Difference> gaps(Step step, List<Opening> openings) {
    Observation watched =
        new Observation(
            openings.stream()
                .map(Opening::attempt)
                .distinct()
                .collect(Collectors.toMap(it -> it, _ -> true)),
            new TreeMap<>());
    return collect("P1", step, "open for a moment", watched, _ -> true);
  }

  /**
   * P3 and P4: a namespace is restricted if and only if none of its counted pods reaches the
   * address, or else it is unknown.
   *
   * @param missingPolicies the operator may also withhold the verdict because its own policies are
   *     not in place
   */
  static List<Difference> verdicts(Step step, Observation seen, boolean missingPolicies) {
    Map<String, TreeSet<String>> reaching = new TreeMap<>();
    seen.reached()
        .forEach((attempt, reached) -> {
          if (attempt.to().equals(Target.IMDS) && !step.allows(attempt.from().allowed())) {
            TreeSet<String> pods =
                reaching.computeIfAbsent(attempt.from().id().namespace(), _ -> new TreeSet<>());
            if (reached) {
              pods.add(attempt.from().id().name());
            }
          }
        });
    List<Difference> found = new ArrayList<>();
    reaching.forEach((namespace, pods) -> {
      String reasons = seen.reasons().get(namespace);
      if (reasons == null && !pods.isEmpty()) {
        found.add(
            new Difference(
                "P3", step, namespace, "restricted, but reached by " + String.join(" ", pods)));
      }
      if (reasons != null && pods.isEmpty() && !missingPolicies && !isUnknown(reasons)) {
        found.add(new Difference("P3", step, namespace, reasons + ", but no pod reaches it"));
      }
    });
    return found;
  }

  /** P4: what cannot be known is unknown, whatever packets do at the moment. */
  private static boolean isUnknown(String reasons) {
    return List.of(reasons.split("\\+", -1)).contains(UNKNOWN);
  }

  private static List<Difference> collect(
      String property, Step step, String verb, Observation seen, Predicate<Attempt> wrong) {
    Map<String, TreeSet<String>> byNamespace = new TreeMap<>();
    seen.reached().keySet().stream()
        .filter(wrong)
        .forEach(attempt ->
            byNamespace
                .computeIfAbsent(attempt.from().id().namespace(), _ -> new TreeSet<>())
                .add(attempt.from().id().name() + ">" + attempt.to().name()));
    return byNamespace.entrySet().stream()
        .map(entry ->
            new Difference(
                property, step, entry.getKey(), verb + " " + String.join(" ", entry.getValue())))
        .toList();
  }
}
