package io.securitybaseline.command;

import io.securitybaseline.command.plan.PlanCommand;
import io.securitybaseline.command.rollback.RollbackCommand;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;

/** The program: its commands, and how a failure is told in one line. */
@Command(
    name = "security-baseline-operator",
    description = "Keeps an AKS cluster at its security baseline, and says where it is not.",
    mixinStandardHelpOptions = true,
    versionProvider = CommandLines.Version.class,
    subcommands = {
      RunCommand.class,
      PlanCommand.class,
      RollbackCommand.class,
      VersionCommand.class
    })
public final class CommandLines {

  private static final Logger log = LoggerFactory.getLogger(CommandLines.class);

  private CommandLines() {}

  /** Runs what the arguments ask for and answers with the exit code. */
  public static int execute(String... arguments) {
    return execute(commandLine(), arguments);
  }

  static int execute(CommandLine commandLine, String... arguments) {
    if (arguments.length == 0) {
      commandLine.usage(commandLine.getErr());
      return ExitCodes.USAGE;
    }
    return commandLine.execute(arguments);
  }

  static CommandLine commandLine() {
    return new CommandLine(new CommandLines())
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setUsageHelpWidth(100)
        .setParameterExceptionHandler((error, _) -> {
          CommandLine command = error.getCommandLine();
          String help = command.getCommandSpec().qualifiedName() + " --help";
          return complain(command, "%s (see %s)".formatted(message(error), help), true);
        })
        .setExecutionExceptionHandler((error, command, _) -> {
          log.atDebug().setCause(error).log("the command failed");
          return complain(command, message(error), error instanceof IllegalArgumentException);
        });
  }

  private static int complain(CommandLine command, String message, boolean usage) {
    command.getErr().println(command.getCommandName() + ": " + message);
    return usage ? ExitCodes.USAGE : ExitCodes.FAILED;
  }

  /** In one line, which is what scripts and people grep. */
  private static String message(Exception error) {
    String message = error.getMessage() == null ? error.toString() : error.getMessage();
    return message.strip().replaceAll("\\s*\\R\\s*", " ");
  }

  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      return new String[] {BuildInfo.version()};
    }
  }
}
