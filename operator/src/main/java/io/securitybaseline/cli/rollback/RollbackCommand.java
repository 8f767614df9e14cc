package io.securitybaseline.cli.rollback;

import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.securitybaseline.api.SecurityBaseline;
import io.securitybaseline.apply.KubernetesClusterWriter;
import io.securitybaseline.cli.ConnectionOptions;
import io.securitybaseline.cli.ExitCodes;
import io.securitybaseline.cli.HelpOption;
import io.securitybaseline.cli.MessageOptions;
import io.securitybaseline.client.ApiFailure;
import io.securitybaseline.client.CommandFailure;
import io.securitybaseline.client.KubernetesClients;
import io.securitybaseline.control.Namespaced;
import io.securitybaseline.controls.groupbindings.RollbackPlan;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Puts back the subjects that GroupBindings replaced, by the records in the bindings. */
@Command(
    name = "rollback",
    description = "Restores the users that groups replaced in role bindings.",
    sortOptions = false)
public final class RollbackCommand implements Callable<Integer> {

  @ArgGroup(multiplicity = "1")
  private @Nullable Selection selection;

  @Option(names = "--dry-run", description = "Show what would be done without doing it.")
  private boolean dryRun;

  @Option(
      names = "--records-of-others",
      description =
          "Also use records that a field manager other than the operator wrote last, such as"
              + " records from a backup.")
  private boolean recordsOfOthers;

  @Option(
      names = "--even-without-group",
      description = "Restore users also where their group was removed since.")
  private boolean evenWithoutGroup;

  @Option(
      names = "--remove-admin-groups",
      description =
          "Remove groups from bindings to cluster-admin too. By default they stay, because you may"
              + " be cluster-admin through them.")
  private boolean removeAdminGroups;

  @Mixin private ConnectionOptions connection = new ConnectionOptions();
  @Mixin private MessageOptions messages = new MessageOptions();
  @Mixin HelpOption help = new HelpOption();

  @Spec private @Nullable CommandSpec command;

  /** Which bindings. */
  static final class Selection {
    @Option(names = "--all", description = "All bindings.")
    private boolean all;

    @ArgGroup(exclusive = false)
    private @Nullable InNamespace inNamespace;

    @Option(
        names = "--cluster-binding",
        paramLabel = "NAME",
        description = "One ClusterRoleBinding.")
    private @Nullable String clusterBinding;

    /** An option that was given without a value, as by a script whose variable is not set. */
    Optional<String> blank() {
      InNamespace within = inNamespace;
      Map<String, Optional<String>> given = new LinkedHashMap<>();
      given.put("--namespace", Optional.ofNullable(within).map(it -> it.namespace));
      given.put("--binding", Optional.ofNullable(within).map(it -> it.binding));
      given.put("--cluster-binding", Optional.ofNullable(clusterBinding));
      return given.entrySet().stream()
          .filter(option -> option.getValue().filter(String::isBlank).isPresent())
          .map(Map.Entry::getKey)
          .findFirst();
    }

    ClusterBindings.Scope scope() {
      if (clusterBinding != null) {
        return new ClusterBindings.ClusterWide(clusterBinding);
      }
      InNamespace within = inNamespace;
      if (!all && within != null && within.namespace != null) {
        return new ClusterBindings.Within(within.namespace, Optional.ofNullable(within.binding));
      }
      return new ClusterBindings.Everything();
    }
  }

  /** A namespace, or one binding in it. */
  static final class InNamespace {
    @Option(
        names = {"-n", "--namespace"},
        required = true,
        paramLabel = "NS",
        description = "The RoleBindings of one namespace.")
    private @Nullable String namespace;

    @Option(
        names = "--binding",
        paramLabel = "NAME",
        description = "One RoleBinding in that namespace.")
    private @Nullable String binding;
  }

  @Override
  public Integer call() {
    messages.apply();
    Objects.requireNonNull(selection).blank().ifPresent(this::wrongUsage);
    Config config = connection.config();
    try (KubernetesClient client = KubernetesClients.withManagedFields(config)) {
      return rollBack(client);
    } catch (KubernetesClientException e) {
      throw ApiFailure.of(e, config);
    }
  }

  private int rollBack(KubernetesClient client) {
    CommandLine line = Objects.requireNonNull(command).commandLine();
    Report report = new Report(line.getOut(), line.getErr(), messages.quiet());
    Rollback rollback =
        new Rollback(
            new ClusterBindings(client, Objects.requireNonNull(selection).scope(), recordsOfOthers),
            new KubernetesClusterWriter(client),
            new RollbackPlan.Terms(evenWithoutGroup, removeAdminGroups));
    Optional<String> refusal =
        baseline(client)
            .flatMap(it ->
                rollback.refusal(
                    it,
                    namespace -> namespaced(client, namespace),
                    LocalDate.ofInstant(Clock.systemUTC().instant(), ZoneOffset.UTC)));
    if (refusal.isPresent() && !dryRun) {
      throw new CommandFailure(refusal.get());
    }
    refusal.ifPresent(text -> report.line("would be rejected: " + text));
    boolean complete = dryRun ? rollback.preview(report) : rollback.run(report);
    return complete ? ExitCodes.OK : ExitCodes.FAILED;
  }

  private void wrongUsage(String option) {
    throw new ParameterException(
        Objects.requireNonNull(command).commandLine(), option + " needs a name");
  }

  /** A cluster without the definition has no baseline either. */
  private static Optional<SecurityBaseline> baseline(KubernetesClient client) {
    return Optional.ofNullable(
        client.resources(SecurityBaseline.class).withName(SecurityBaseline.NAME).get());
  }

  private static Namespaced namespaced(KubernetesClient client, String name) {
    Namespace namespace = client.namespaces().withName(name).get();
    Map<String, String> labels = namespace == null ? null : namespace.getMetadata().getLabels();
    return new Namespaced(name, labels == null ? Map.of() : labels);
  }
}
