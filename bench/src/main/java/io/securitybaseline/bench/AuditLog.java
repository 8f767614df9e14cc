package io.securitybaseline.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** The requests that the API server recorded. */
final class AuditLog {

  private static final String USER = "\"username\":\"" + TestCluster.USER + "\"";
  private static final List<String> EXPECTED =
      List.of("\"verb\":\"watch\"", "\"resource\":\"leases\"");

  private AuditLog() {}

  /** The operator's requests since the log had that size, beyond watches and its lease. */
  static List<String> requests(Path log, long from) {
    try (FileChannel channel = FileChannel.open(log);
        BufferedReader lines =
            new BufferedReader(
                new InputStreamReader(
                    Channels.newInputStream(channel.position(from)), StandardCharsets.UTF_8))) {
      return lines
          .lines()
          .filter(line -> line.contains(USER) && EXPECTED.stream().noneMatch(line::contains))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
