package io.securitybaseline.cli.options;

import io.securitybaseline.runtime.Logging;
import picocli.CommandLine.Option;

/** How and how much is logged. */
public final class LogOptions {

  /** Format of the log lines. */
  enum Format {
    text,
    json
  }

  /** The least grave line that is logged. */
  public enum Level {
    trace,
    debug,
    info,
    warn,
    error
  }

  @Option(
      names = "--log-format",
      defaultValue = "${env:SBO_LOG_FORMAT:-text}",
      paramLabel = "text|json",
      description = "Format of the log lines. [${DEFAULT-VALUE}] (SBO_LOG_FORMAT)")
  private Format format = Format.text;

  @Option(
      names = "--log-level",
      defaultValue = "${env:SBO_LOG_LEVEL:-info}",
      paramLabel = "LEVEL",
      description = "trace, debug, info, warn or error. [${DEFAULT-VALUE}] (SBO_LOG_LEVEL)")
  private Level level = Level.info;

  @Option(
      names = {"-q", "--quiet"},
      description = "Log warnings and errors only.")
  private boolean quiet;

  public void apply() {
    Level least = quiet && level.compareTo(Level.warn) < 0 ? Level.warn : level;
    Logging.configure(format == Format.json, ch.qos.logback.classic.Level.toLevel(least.name()));
  }
}
