package io.securitybaseline.bench;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** What a run measures; every option has a default, and {@code --quick} a smaller one. */
record Options(
    List<Integer> namespaces,
    int repetitions,
    int samples,
    int pods,
    int policies,
    double idleMinutes,
    Path output) {

  private static final Options FULL =
      new Options(
          List.of(1_000, 5_000, 10_000), 3, 200, 20_000, 5_000, 1, Path.of("docs/benchmarks.md"));
  private static final Options QUICK =
      new Options(List.of(200, 500), 3, 30, 1_000, 250, 0.1, Path.of("bench/target/benchmarks.md"));

  static final String USAGE =
      """
      usage: ./bench/run [--quick] [--option=value ...]
        --quick              few objects, a minute or two; the figures go to bench/target/benchmarks.md
        --namespaces=N,N     how many namespaces to cover, ascending  [1000,5000,10000]
        --repetitions=N      of everything, for the spread            [3]
        --samples=N          per repetition, for percentiles          [200]
        --pods=N             beside the most namespaces, for memory   [20000]
        --policies=N         unrelated ones, likewise                 [5000]
        --idle-minutes=N     how long nothing may happen              [1]
        --out=FILE           Markdown to write the figures into       [docs/benchmarks.md]
      """;

  static Options parse(String... arguments) {
    Options options = Arrays.asList(arguments).contains("--quick") ? QUICK : FULL;
    for (String argument : arguments) {
      if (!argument.equals("--quick")) {
        options = options.with(argument);
      }
    }
    return options;
  }

  int mostNamespaces() {
    return namespaces.getLast();
  }

  private Options with(String argument) {
    int equals = argument.indexOf('=');
    if (equals < 0) {
      throw new IllegalArgumentException("not understood: " + argument);
    }
    String value = argument.substring(equals + 1);
    return switch (argument.substring(0, equals)) {
      case "--namespaces" ->
          copy(numbers(value), repetitions, samples, pods, policies, idleMinutes, output);
      case "--repetitions" ->
          copy(namespaces, number(value), samples, pods, policies, idleMinutes, output);
      case "--samples" ->
          copy(namespaces, repetitions, number(value), pods, policies, idleMinutes, output);
      case "--pods" ->
          copy(namespaces, repetitions, samples, number(value), policies, idleMinutes, output);
      case "--policies" ->
          copy(namespaces, repetitions, samples, pods, number(value), idleMinutes, output);
      case "--idle-minutes" ->
          copy(namespaces, repetitions, samples, pods, policies, Double.parseDouble(value), output);
      case "--out" ->
          copy(namespaces, repetitions, samples, pods, policies, idleMinutes, Path.of(value));
      default -> throw new IllegalArgumentException("not understood: " + argument);
    };
  }

  private static Options copy(
      List<Integer> namespaces,
      int repetitions,
      int samples,
      int pods,
      int policies,
      double idleMinutes,
      Path output) {
    return new Options(namespaces, repetitions, samples, pods, policies, idleMinutes, output);
  }

  private static List<Integer> numbers(String value) {
    return Arrays.stream(value.split(",", -1)).map(Options::number).toList();
  }

  private static int number(String value) {
    return Integer.parseInt(value);
  }
}
