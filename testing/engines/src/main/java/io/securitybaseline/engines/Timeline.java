package io.securitybaseline.engines;

import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.Map;

/** When each part of a run was done, in seconds from its start. */
final class Timeline {
  private static final double NANOS = 1e9;

  private final PrintStream progress;
  private final long started;
  private final Map<String, Double> seconds;
  private final String prefix;

  Timeline(PrintStream progress) {
    this(progress, System.nanoTime(), new LinkedHashMap<>(), "");
  }

  private Timeline(PrintStream progress, long started, Map<String, Double> seconds, String prefix) {
    this.progress = progress;
    this.started = started;
    this.seconds = seconds;
    this.prefix = prefix;
  }

  /** The same, for parts whose names begin with that text. */
  Timeline of(String part) {
    return new Timeline(progress, started, seconds, part + " ");
  }

  void done(String what) {
    double passed = Math.round((System.nanoTime() - started) / NANOS * 10) / 10.0;
    seconds.put(prefix + what, passed);
    progress.printf("%6.1f s  %s%s%n", passed, prefix, what);
  }

  Map<String, Double> seconds() {
    return seconds;
  }
}
