package io.securitybaseline.command;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;

/** The program: its commands, and how a failure is told in one line. */
@Command(
    name = "security-baseline-operator",
    description = "Keeps an AKS cluster at its security baseline, and says where it is not.",
    mixinStandardHelpOptions = true,
    versionProvider = CommandLines.Version.class,
    subcommands = {RunCommand.class, VersionCommand.class, TrainCommand.class})
public final class CommandLines {

  private CommandLines() {}

  /** Runs what the arguments ask for and answers with the exit code. */
  public static int execute(String... arguments) {
    CommandLine commandLine = new CommandLine(new CommandLines());
    commandLine.setCaseInsensitiveEnumValuesAllowed(true);
    commandLine.setUsageHelpWidth(100);
    commandLine.setExecutionExceptionHandler((error, command, _) -> {
      command.getErr().println(command.getCommandName() + ": " + error.getMessage());
      return error instanceof IllegalArgumentException ? ExitCodes.USAGE : ExitCodes.FAILED;
    });
    if (arguments.length == 0) {
      commandLine.usage(commandLine.getErr());
      return ExitCodes.USAGE;
    }
    return commandLine.execute(arguments);
  }

  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      return new String[] {BuildInfo.version()};
    }
  }
}
