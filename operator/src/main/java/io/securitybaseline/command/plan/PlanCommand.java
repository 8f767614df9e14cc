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
    Plan plan = folder == null ? ofCluster() : ofFolder(folder);
    Objects.requireNonNull(command).commandLine().getOut().print(format.print(plan));
    command.commandLine().getOut().flush();
    return plan.planned().isEmpty() ? NOTHING_TO_DO : SOMETHING_TO_DO;
  }

  /**
   * Bindings alone: what else Enforce does is to make objects of the operator's own in a cluster,
   * so that a folder would never be as it should be.
   */
  private Plan ofFolder(Path from) {
    Inventory inventory = Inventory.ofFolder(from);
    SecurityBaseline baseline =
        file == null
            ? inventory.all(SecurityBaseline.class).stream()
                .findFirst()
                .orElseThrow(() ->
                    new IllegalArgumentException(
                        "there is no SecurityBaseline under %s: name one by -f".formatted(from)))
            : read(file);
    return planner(inventory, baseline, Optional.empty()).ofBindings();
  }

  private Plan ofCluster() {
    try (KubernetesClient client = KubernetesClients.plain()) {
      Optional<SecurityBaseline> live =
          Optional.ofNullable(
              client.resources(SecurityBaseline.class).withName(SecurityBaseline.NAME).get());
      SecurityBaseline baseline =
          file == null
              ? live.orElseThrow(() ->
                  new IllegalArgumentException(
                      "the cluster has no SecurityBaseline: name a file by -f"))
              : read(file);
      return planner(Inventory.ofCluster(client), baseline, live).ofEverything();
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

  /** What the file says will be the spec of the cluster's baseline, and so keeps its uid. */
  private static Planner planner(
      Inventory inventory, SecurityBaseline baseline, Optional<SecurityBaseline> live) {
    String uid = live.map(it -> it.getMetadata().getUid()).orElse("");
    return new Planner(
        inventory,
        new Baseline(uid, baseline.getSpec()),
        EntraWord.of(baseline.getSpec().groupBindings(), live),
        LocalDate.ofInstant(Clock.systemUTC().instant(), ZoneOffset.UTC));
  }
}
