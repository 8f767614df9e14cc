package io.securitybaseline.cli.options;

import io.securitybaseline.runtime.Logging;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The output of a command other than its document. */
public final class MessageOptions {

  @Option(
      names = {"-q", "--quiet"},
      description = "Leave out notes; errors are still written to standard error.")
  private boolean quiet;

  @Option(
      names = "--log-level",
      paramLabel = "LEVEL",
      description = "Log to standard error: trace, debug, info, warn or error. [nothing]")
  private LogOptions.@Nullable Level level;

  /** Whether notes are left out. */
  public boolean quiet() {
    return quiet;
  }

  /** Has logs written as asked for. */
  public void apply() {
    if (level == null) {
      Logging.off();
    } else {
      Logging.configure(false, ch.qos.logback.classic.Level.toLevel(level.name()));
    }
  }
}
