package io.securitybaseline.cli.plan;

import io.securitybaseline.api.SecurityBaseline;
import io.securitybaseline.cli.inventory.BaselineFile;
import io.securitybaseline.cli.inventory.DirectoryOfUser;
import io.securitybaseline.cli.inventory.LiveCluster;
import io.securitybaseline.cli.options.ConnectionOptions;
import io.securitybaseline.cli.options.ExitCodes;
import io.securitybaseline.cli.options.HelpOption;
import io.securitybaseline.cli.options.MessageOptions;
import io.securitybaseline.client.CommandFailure;
import io.securitybaseline.controls.Controls;
import io.securitybaseline.manifest.Manifests;
import io.securitybaseline.manifest.TextSource;
import io.securitybaseline.manifest.UnreadableException;
import java.io.PrintWriter;
import java.time.Clock;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Shows what Enforce would do, and writes nothing to the cluster. */
@Command(
    name = "plan",
    description = "Shows what Enforce would do. Exit code 3: there is something to change.",
    sortOptions = false)
public final class PlanCommand implements Callable<Integer> {

  private static final String ONLY_BINDINGS =
      "roles and role bindings only: InstanceMetadata, Nodes, Cluster and admission policies are"
          + " not evaluated from manifests";

  @Option(
      names = {"-f", "--filename"},
      paramLabel = "BASELINE",
      description =
          "File with the SecurityBaseline; - reads standard input. [that of the cluster or the"
              + " manifests]")
  private @Nullable String file;

  @Option(
      names = "--manifests",
      paramLabel = "DIR",
      description =
          "Evaluate the roles and role bindings in a folder, or a file, instead of a cluster; -"
              + " reads standard input.")
  private @Nullable String manifests;

  @Option(
      names = {"-n", "--namespace"},
      paramLabel = "NAME",
      description =
          "One namespace only; in manifests also that of bindings without one. [all; default]")
  private @Nullable String namespace;

  @Option(
      names = {"-o", "--output"},
      defaultValue = "table",
      paramLabel = "FORMAT",
      description = "table, yaml or json. [${DEFAULT-VALUE}]")
  private PlanFormat format = PlanFormat.TABLE;

  @Mixin private ConnectionOptions connection = new ConnectionOptions();
  @Mixin private MessageOptions messages = new MessageOptions();
  @Mixin HelpOption help = new HelpOption();

  @Spec private @Nullable CommandSpec command;

  @Override
  public Integer call() {
    messages.apply();
    checkUsage();
    Plan plan = plan();
    if (namespace != null) {
      plan = plan.in(namespace);
    }
    PrintWriter out = Objects.requireNonNull(command).commandLine().getOut();
    out.print(format.print(messages.quiet() ? plan.withoutNotes() : plan));
    out.flush();
    PrintWriter errors = command.commandLine().getErr();
    plan.unreadable().forEach(each -> errors.println("plan: " + each));
    errors.flush();
    return !plan.unreadable().isEmpty()
        ? ExitCodes.FAILED
        : plan.planned().isEmpty() ? ExitCodes.OK : ExitCodes.CHANGES;
  }

  private void checkUsage() {
    if (TextSource.STANDARD_INPUT.equals(file) && TextSource.STANDARD_INPUT.equals(manifests)) {
      throw wrongUsage("-f and --manifests cannot both read standard input");
    }
    if (manifests != null && connection.given()) {
      throw wrongUsage("--manifests takes no cluster: leave out --kubeconfig and --context");
    }
    if (namespace != null && namespace.isBlank()) {
      throw wrongUsage("--namespace takes a name, and got none");
    }
  }

  private ParameterException wrongUsage(String message) {
    return new ParameterException(Objects.requireNonNull(command).commandLine(), message);
  }

  private Plan plan() {
    try {
      String from = manifests;
      return from == null ? ofCluster() : ofManifests(from);
    } catch (UnreadableException e) {
      throw new CommandFailure(String.valueOf(e.getMessage()));
    }
  }

  /**
   * Roles and bindings only: what else Enforce does is to create the operator's own objects in a
   * cluster, so that a folder would never comply.
   */
  private Plan ofManifests(String from) {
    Optional<SecurityBaseline> named = Optional.ofNullable(file).map(BaselineFile::read);
    Manifests read = Manifests.in(from);
    SecurityBaseline baseline = named.orElseGet(() -> BaselineFile.only(from, read.objects()));
    FolderObjects.Read objects =
        FolderObjects.of(read, Objects.requireNonNullElse(namespace, "default"));
    return planner(new LiveCluster(objects.inventory(), baseline, Optional.empty()))
        .of(FolderObjects.KINDS)
        .with(objects.skipped(), read.unreadable())
        .withNote(ONLY_BINDINGS);
  }

  private Plan ofCluster() {
    Optional<SecurityBaseline> named = Optional.ofNullable(file).map(BaselineFile::read);
    LiveCluster cluster = LiveCluster.read(connection.config(), named, namespace);
    return planner(cluster).ofEverything();
  }

  private static Planner planner(LiveCluster cluster) {
    return new Planner(
        Controls.ALL,
        cluster.inventory(),
        cluster.evaluated(),
        new PlanTerms(
            cluster.entra(), Clock.systemUTC().instant(), DirectoryOfUser::ask, cluster.probes()));
  }
}
