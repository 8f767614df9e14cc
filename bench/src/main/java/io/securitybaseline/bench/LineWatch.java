package io.securitybaseline.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.function.ObjLongConsumer;

/**
 * A watch, by the clock of this process. Its events are handed over as lines to be searched and not
 * parsed, to take little of the processors that it measures.
 */
final class LineWatch implements AutoCloseable {

  private static final String NAME = "\"name\":\"";
  private static final String NAMESPACE = "\"namespace\":\"";

  private final InputStream stream;
  private volatile boolean ended;

  private LineWatch(InputStream stream) {
    this.stream = stream;
  }

  /**
   * Opens one.
   *
   * @param events is given each line, and the moment by {@link System#nanoTime} at which it came
   */
  static LineWatch open(Api api, String path, ObjLongConsumer<String> events) {
    try {
      LineWatch watch = new LineWatch(api.watch(path));
      Thread.ofPlatform().name("watch").daemon().start(() -> watch.read(events));
      return watch;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw Api.interrupted(e);
    }
  }

  /** The first name in a line: metadata come before everything else that has one. */
  static String name(String line) {
    return value(line, NAME);
  }

  static String namespace(String line) {
    return value(line, NAMESPACE);
  }

  /**
   * Fails once the API server has ended the watch, as it does where a client of its kind is slow:
   * what comes then is not seen.
   */
  void requireOpen() {
    if (ended) {
      throw new IllegalStateException("the API server ended the watch of the benchmark");
    }
  }

  @Override
  public void close() {
    try {
      stream.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void read(ObjLongConsumer<String> events) {
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        events.accept(line, System.nanoTime());
      }
    } catch (IOException _) {
      // Closed: no client is interested any more.
    } finally {
      ended = true;
    }
  }

  private static String value(String line, String field) {
    int from = line.indexOf(field) + field.length();
    return line.substring(from, line.indexOf('"', from));
  }
}
