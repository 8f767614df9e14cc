package io.securitybaseline.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The command line of the benchmarks. */
@Command(
    name = "./bench/run",
    description = "Measures the operator as its image runs it, on a control plane of its own.",
    abbreviateSynopsis = true,
    sortOptions = false,
    usageHelpAutoWidth = true)
final class BenchCommand implements Callable<Integer> {

  @Option(
      names = "--quick",
      description = "Few objects, a minute or two; the figures go to bench/target/benchmarks.md.")
  private boolean quick;

  @Option(
      names = "--namespaces",
      split = ",",
      paramLabel = "N",
      description = "How many namespaces to cover, ascending [1000,5000,10000].")
  private @Nullable List<Integer> namespaces;

  @Option(
      names = "--repetitions",
      paramLabel = "N",
      description = "Repetitions of everything, for the spread [3].")
  private @Nullable Integer repetitions;

  @Option(
      names = "--samples",
      paramLabel = "N",
      description = "Samples of a repetition, for percentiles [200].")
  private @Nullable Integer samples;

  @Option(
      names = "--pods",
      paramLabel = "N",
      description = "Pods beside the most namespaces, for memory [20000].")
  private @Nullable Integer pods;

  @Option(
      names = "--policies",
      paramLabel = "N",
      description = "Unrelated NetworkPolicies, likewise [5000].")
  private @Nullable Integer policies;

  @Option(
      names = "--bindings",
      paramLabel = "N",
      description = "Role bindings, for their evaluation [50000].")
  private @Nullable Integer bindings;

  @Option(
      names = "--nodes",
      paramLabel = "N",
      description = "Nodes, in pools of 100, with heartbeats [5000].")
  private @Nullable Integer nodes;

  @Option(
      names = "--idle-minutes",
      paramLabel = "N",
      description = "For how long nothing changes [1].")
  private @Nullable Double idleMinutes;

  @Option(
      names = "--only",
      split = ",",
      paramLabel = "PART",
      description =
          "Parts to measure: start, coverage, steady, memory, status, nodes, bindings [all of"
              + " these]; pods, with --pods=150000; roles, with --bindings=50000.")
  private @Nullable Set<String> only;

  @Option(
      names = "--off",
      split = ",",
      paramLabel = "FIELD",
      description =
          "Controls to switch off, by their field of the spec, to compare with a revision that does"
              + " not have them [none].")
  private @Nullable Set<String> off;

  @Option(
      names = "--jvm",
      split = " ",
      paramLabel = "FLAG",
      description = "Further flags of the operator's JVM, separated by spaces [none].")
  private @Nullable List<String> jvm;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "Markdown file to write the figures into [docs/benchmarks.md].")
  private @Nullable Path output;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Print this help and exit.")
  boolean help;

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    List<String> arguments =
        Objects.requireNonNull(spec).commandLine().getParseResult().originalArgs();
    new Bench(options()).run(arguments.toArray(String[]::new));
    return 0;
  }

  Options options() {
    Options defaults = quick ? Options.QUICK : Options.FULL;
    return new Options(
        Objects.requireNonNullElse(namespaces, defaults.namespaces()),
        Objects.requireNonNullElse(repetitions, defaults.repetitions()),
        Objects.requireNonNullElse(samples, defaults.samples()),
        Objects.requireNonNullElse(pods, defaults.pods()),
        Objects.requireNonNullElse(policies, defaults.policies()),
        Objects.requireNonNullElse(bindings, defaults.bindings()),
        Objects.requireNonNullElse(nodes, defaults.nodes()),
        Objects.requireNonNullElse(idleMinutes, defaults.idleMinutes()),
        Objects.requireNonNullElse(only, defaults.only()),
        Objects.requireNonNullElse(off, defaults.off()),
        Objects.requireNonNullElse(jvm, defaults.jvm()),
        Objects.requireNonNullElse(output, defaults.output()));
  }
}
