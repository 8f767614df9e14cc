package io.securitybaseline.bench;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/** What a run measures; every option has a default, and {@code --quick} a smaller one. */
record Options(
    List<Integer> namespaces,
    int repetitions,
    int samples,
    int pods,
    int policies,
    int bindings,
    int nodes,
    double idleMinutes,
    Set<String> only,
    Set<String> off,
    List<String> jvm,
    Path output) {

  static final Options FULL =
      new Options(
          List.of(1_000, 5_000, 10_000),
          3,
          200,
          20_000,
          5_000,
          50_000,
          5_000,
          1,
          Set.of(),
          Set.of(),
          List.of(),
          Path.of("docs/benchmarks.md"));
  static final Options QUICK =
      new Options(
          List.of(200, 500),
          3,
          30,
          1_000,
          250,
          1_000,
          200,
          0.1,
          Set.of(),
          Set.of(),
          List.of(),
          Path.of("bench/target/benchmarks.md"));

  boolean measures(String part) {
    return only.isEmpty() || only.contains(part);
  }
}
