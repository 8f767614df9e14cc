package io.securitybaseline.cli.options;

import picocli.CommandLine.Option;

/** {@code --help} on every command. */
public final class HelpOption {

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help and exit.")
  private boolean asked;

  /** Whether help was asked for; picocli shows it then, and the command does not run. */
  public boolean asked() {
    return asked;
  }
}
