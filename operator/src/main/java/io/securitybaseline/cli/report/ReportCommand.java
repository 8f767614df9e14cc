package io.securitybaseline.cli.report;

import io.fabric8.kubernetes.client.Config;
import io.securitybaseline.api.SecurityBaseline;
import io.securitybaseline.cli.inventory.BaselineFile;
import io.securitybaseline.cli.inventory.DirectoryOfUser;
import io.securitybaseline.cli.inventory.LiveCluster;
import io.securitybaseline.cli.options.ConnectionOptions;
import io.securitybaseline.cli.options.ExitCodes;
import io.securitybaseline.cli.options.HelpOption;
import io.securitybaseline.cli.options.MessageOptions;
import io.securitybaseline.controls.Controls;
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

/** Shows all findings of all controls, and writes nothing to the cluster. */
@Command(
    name = "report",
    description = "Shows all findings of all controls, with their sources and fixes.",
    sortOptions = false)
public final class ReportCommand implements Callable<Integer> {

  @Option(
      names = {"-f", "--filename"},
      paramLabel = "BASELINE",
      description = "File with the SecurityBaseline; - reads standard input. [that of the cluster]")
  private @Nullable String file;

  @Option(
      names = {"-n", "--namespace"},
      paramLabel = "NAME",
      description = "One namespace only. [all]")
  private @Nullable String namespace;

  @Option(
      names = {"-o", "--output"},
      defaultValue = "table",
      paramLabel = "FORMAT",
      description = "table, json, yaml, html or sarif. [${DEFAULT-VALUE}]")
  private ReportFormat format = ReportFormat.TABLE;

  @Mixin private ConnectionOptions connection = new ConnectionOptions();
  @Mixin private MessageOptions messages = new MessageOptions();
  @Mixin HelpOption help = new HelpOption();

  @Spec private @Nullable CommandSpec command;

  @Override
  public Integer call() {
    messages.apply();
    String only = namespace;
    if (only != null && only.isBlank()) {
      throw new ParameterException(
          Objects.requireNonNull(command).commandLine(), "--namespace takes a name, and got none");
    }
    Optional<SecurityBaseline> named = Optional.ofNullable(file).map(BaselineFile::read);
    Config config = connection.config();
    Report report =
        ReportBuilder.of(
            Controls.ALL,
            LiveCluster.read(config, named, only),
            DirectoryOfUser::ask,
            String.valueOf(config.getMasterUrl()),
            Clock.systemUTC().instant());
    Report shown = only == null ? report : report.in(only);
    PrintWriter out = Objects.requireNonNull(command).commandLine().getOut();
    out.print(format.print(messages.quiet() ? shown.withoutNotes() : shown));
    out.flush();
    return ExitCodes.OK;
  }
}
