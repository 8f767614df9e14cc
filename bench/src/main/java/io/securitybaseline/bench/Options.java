package io.securitybaseline.bench;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

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
    List<String> jvm,
    Path output) {

  private static final Options FULL =
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
          List.of(),
          Path.of("docs/benchmarks.md"));
  private static final Options QUICK =
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
          List.of(),
          Path.of("bench/target/benchmarks.md"));

  static final String USAGE =
      """
      usage: ./bench/run [--quick] [--option=value ...]
        --quick              few objects, a minute or two; the figures go to bench/target/benchmarks.md
        --namespaces=N,N     how many namespaces to cover, ascending  [1000,5000,10000]
        --repetitions=N      of everything, for the spread            [3]
        --samples=N          per repetition, for percentiles          [200]
        --pods=N             beside the most namespaces, for memory   [20000]
        --policies=N         unrelated ones, likewise                 [5000]
        --bindings=N         role bindings, for their audit           [50000]
        --nodes=N            in pools of 100, with heartbeats         [5000]
        --idle-minutes=N     how long nothing may happen              [1]
        --only=PART,PART     of: start coverage steady memory status nodes bindings  [all]
        --jvm="FLAG FLAG"    further flags for the operator's JVM     [none]
        --out=FILE           Markdown to write the figures into       [docs/benchmarks.md]
      """;

  static Options parse(String... arguments) {
    Map<String, String> values = new HashMap<>();
    for (String argument : arguments) {
      int equals = argument.indexOf('=');
      String name = equals < 0 ? argument : argument.substring(0, equals);
      values.put(name.replaceFirst("^--", ""), argument.substring(equals + 1));
    }
    Options options = read(values, values.remove("quick") == null ? FULL : QUICK);
    if (!values.isEmpty()) {
      throw new IllegalArgumentException("not understood: " + values.keySet());
    }
    return options;
  }

  boolean measures(String part) {
    return only.isEmpty() || only.contains(part);
  }

  private static Options read(Map<String, String> values, Options defaults) {
    return new Options(
        value(values, "namespaces", Options::numbers, defaults.namespaces),
        value(values, "repetitions", Integer::parseInt, defaults.repetitions),
        value(values, "samples", Integer::parseInt, defaults.samples),
        value(values, "pods", Integer::parseInt, defaults.pods),
        value(values, "policies", Integer::parseInt, defaults.policies),
        value(values, "bindings", Integer::parseInt, defaults.bindings),
        value(values, "nodes", Integer::parseInt, defaults.nodes),
        value(values, "idle-minutes", Double::parseDouble, defaults.idleMinutes),
        value(values, "only", list -> Set.of(list.split(",", -1)), defaults.only),
        value(values, "jvm", flags -> List.of(flags.split(" ", -1)), defaults.jvm),
        value(values, "out", Path::of, defaults.output));
  }

  private static <T> T value(
      Map<String, String> values, String name, Function<String, T> parser, T otherwise) {
    String value = values.remove(name);
    return value == null ? otherwise : parser.apply(value);
  }

  private static List<Integer> numbers(String value) {
    return Arrays.stream(value.split(",", -1)).map(Integer::parseInt).toList();
  }
}
