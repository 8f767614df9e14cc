package io.securitybaseline.controlplane;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The end of a log, which usually holds the reason, and where to read the rest. */
final class LogTail {
  private static final int LINES = 20;

  private LogTail() {}

  static String of(Path log) {
    try {
      // Not readAllLines: a log may hold bytes that are no UTF-8, and this must never fail.
      List<String> lines =
          new String(Files.readAllBytes(log), StandardCharsets.UTF_8).lines().toList();
      List<String> last = lines.subList(Math.max(0, lines.size() - LINES), lines.size());
      return String.join("\n", last) + "\n(whole log: " + log + ")";
    } catch (IOException e) {
      return "(no log at " + log + ": " + e.getMessage() + ")";
    }
  }
}
