package io.securitybaseline.command.plan;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.securitybaseline.api.SecurityBaseline;
import io.securitybaseline.command.KubernetesClients;
import io.securitybaseline.control.Baseline;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Says what Enforce would do, and writes nothing. */
@Command(
    name = "plan",
    description = "Says what Enforce would do. Exit code 3: something is to be changed.",
    sortOptions = false)
public final class PlanCommand implements Callable<Integer> {

  private static final int NOTHING_TO_DO = 0;
  private static final int SOMETHING_TO_DO = 3;

  @Option(
      names = "-f",
      paramLabel = "BASELINE",
      description = "File with the SecurityBaseline. [that of the cluster or the folder]")
  private @Nullable Path file;

  @Option(
      names = "--manifests",
      paramLabel = "DIR",
      description = "Look at the manifests in a folder instead of a cluster.")
  private @Nullable Path folder;

  @Option(
      names = {"-o", "--output"},
      defaultValue = "table",
      paramLabel = "FORMAT",
      description = "table, yaml or json. [${DEFAULT-VALUE}]")
  private PlanFormat format = PlanFormat.TABLE;

  @Spec private @Nullable CommandSpec command;

  @Override
  public Integer call() {
    List<Planned> planned = folder == null ? ofCluster() : ofFolder(folder);
    Objects.requireNonNull(command).commandLine().getOut().print(format.print(planned));
    command.commandLine().getOut().flush();
    return planned.isEmpty() ? NOTHING_TO_DO : SOMETHING_TO_DO;
  }

  private List<Planned> ofFolder(Path from) {
    Inventory inventory = Inventory.ofFolder(from);
    SecurityBaseline baseline =
        file == null
            ? inventory.all(SecurityBaseline.class).stream()
                .findFirst()
                .orElseThrow(() ->
                    new IllegalArgumentException(
                        "there is no SecurityBaseline under %s: name one by -f".formatted(from)))
            : read(file);
    return plan(inventory, baseline);
  }

  private List<Planned> ofCluster() {
    try (KubernetesClient client = KubernetesClients.plain()) {
      SecurityBaseline baseline =
          file == null
              ? Optional.ofNullable(
                      client
                          .resources(SecurityBaseline.class)
                          .withName(SecurityBaseline.NAME)
                          .get())
                  .orElseThrow(() ->
                      new IllegalArgumentException(
                          "the cluster has no SecurityBaseline: name a file by -f"))
              : read(file);
      return plan(Inventory.ofCluster(client), baseline);
    }
  }

  private static SecurityBaseline read(Path path) {
    for (HasMetadata object : Inventory.objects(path)) {
      if (object instanceof SecurityBaseline baseline) {
        return baseline;
      }
    }
    throw new IllegalArgumentException("-f takes a file with a SecurityBaseline, not " + path);
  }

  private static List<Planned> plan(Inventory inventory, SecurityBaseline baseline) {
    String uid = Objects.requireNonNullElse(baseline.getMetadata().getUid(), "");
    return new Planner(
            inventory,
            new Baseline(uid, baseline.getSpec()),
            LocalDate.ofInstant(Clock.systemUTC().instant(), ZoneOffset.UTC))
        .plan();
  }
}
