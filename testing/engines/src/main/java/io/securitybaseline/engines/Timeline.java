package io.securitybaseline.engines;

import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.Map;

/** When each part of a run was done, in seconds from its start. */
final class Timeline {
  private static final double NANOS = 1e9;

  private final PrintStream progress;
  private final long started = System.nanoTime();
  private final Map<String, Double> seconds = new LinkedHashMap<>();

  Timeline(PrintStream progress) {
    this.progress = progress;
  }

  void done(String what) {
    double passed = Math.round((System.nanoTime() - started) / NANOS * 10) / 10.0;
    seconds.put(what, passed);
    progress.printf("%6.1f s  %s%n", passed, what);
  }

  Map<String, Double> seconds() {
    return seconds;
  }
}
