package io.securitybaseline.cli;

import io.securitybaseline.cli.options.ExitCodes;
import io.securitybaseline.cli.options.PlainText;
import io.securitybaseline.cli.plan.PlanCommand;
import io.securitybaseline.cli.probe.ProbeCommand;
import io.securitybaseline.cli.report.ReportCommand;
import io.securitybaseline.cli.rollback.RollbackCommand;
import io.securitybaseline.client.BuildInfo;
import io.securitybaseline.client.CommandFailure;
import io.securitybaseline.runtime.Logging;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;

/** The program: its commands, and how a failure is reported in one line. */
@Command(
    name = "security-baseline-operator",
    description =
        "Enforces a security baseline on an AKS cluster, and reports where the cluster does not"
            + " meet it.",
    mixinStandardHelpOptions = true,
    versionProvider = CommandLines.Version.class,
    subcommands = {
      RunCommand.class,
      PlanCommand.class,
      ReportCommand.class,
      RollbackCommand.class,
      ProbeCommand.class,
      VersionCommand.class,
      CommandLine.HelpCommand.class
    })
public final class CommandLines {

  private static final Logger log = LoggerFactory.getLogger(CommandLines.class);

  private CommandLines() {}

  /**
   * Runs what the arguments ask for and answers with the exit code. Documents are UTF-8 whatever
   * the terminal's encoding: a JSON file is nothing else.
   */
  public static int execute(String... arguments) {
    Logging.off();
    CommandLine commandLine =
        commandLine()
            .setOut(new PrintWriter(System.out, true, StandardCharsets.UTF_8))
            .setErr(new PrintWriter(System.err, true, StandardCharsets.UTF_8));
    return execute(commandLine, arguments);
  }

  static int execute(CommandLine commandLine, String... arguments) {
    if (arguments.length == 0) {
      commandLine.usage(commandLine.getErr());
      return ExitCodes.USAGE;
    }
    return commandLine.execute(arguments);
  }

  /** The program with all its commands. */
  public static CommandLine commandLine() {
    return new CommandLine(new CommandLines())
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setUsageHelpWidth(100)
        .setParameterExceptionHandler((error, _) -> {
          CommandLine command = error.getCommandLine();
          String help = command.getCommandSpec().qualifiedName() + " --help";
          complain(command, "%s (see %s)".formatted(oneLine(message(error)), help));
          return ExitCodes.USAGE;
        })
        .setExecutionExceptionHandler((error, command, _) -> {
          log.atDebug().setCause(error).log("the command failed");
          lines(error).forEach(line -> complain(command, line));
          return error instanceof IllegalArgumentException ? ExitCodes.USAGE : ExitCodes.FAILED;
        });
  }

  private static void complain(CommandLine command, String line) {
    command.getErr().println(command.getCommandName() + ": " + line);
  }

  private static List<String> lines(Exception error) {
    return error instanceof CommandFailure failure
        ? failure.lines().stream().map(CommandLines::oneLine).toList()
        : List.of(oneLine(message(error)));
  }

  /** Some messages of the library begin with a word that the line already contains. */
  private static String message(Exception error) {
    String message = error.getMessage() == null ? error.toString() : error.getMessage();
    return message.startsWith("Error: ") ? message.substring("Error: ".length()) : message;
  }

  /** Scripts and users grep for lines. */
  private static String oneLine(String message) {
    return PlainText.of(message.strip().replaceAll("\\s*\\R\\s*", " "));
  }

  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      return new String[] {BuildInfo.version()};
    }
  }
}
