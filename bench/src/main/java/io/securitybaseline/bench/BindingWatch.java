package io.securitybaseline.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Sees a group enter a role binding, by a watch of its own and by the clock of this process: to ask
 * for the binding again and again would take of the API server what it is to answer the operator
 * with. Lines are searched and not parsed, as by {@link PolicyWatch}.
 */
final class BindingWatch implements AutoCloseable {

  private static final String BINDINGS = "/apis/rbac.authorization.k8s.io/v1/rolebindings";
  private static final String NAME = "\"name\":\"";

  private final InputStream stream;
  private final String subject;
  private final Map<String, CompletableFuture<Long>> awaited = new ConcurrentHashMap<>();

  private BindingWatch(InputStream stream, String group) {
    this.stream = stream;
    this.subject = NAME + group + "\"";
    Thread.ofPlatform().name("binding-watch").daemon().start(this::read);
  }

  static BindingWatch open(Api api, String group) {
    try {
      return new BindingWatch(api.watch(BINDINGS), group);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw Api.interrupted(e);
    }
  }

  /**
   * The moment, by {@link System#nanoTime}, at which the group is next seen in the binding.
   *
   * @param binding its name, which no other may have
   */
  CompletableFuture<Long> next(String binding) {
    CompletableFuture<Long> moment = new CompletableFuture<>();
    awaited.put(binding, moment);
    return moment;
  }

  @Override
  public void close() {
    try {
      stream.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void read() {
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        long now = System.nanoTime();
        if (line.contains(subject)) {
          CompletableFuture<Long> moment = awaited.remove(name(line));
          if (moment != null) {
            moment.complete(now);
          }
        }
      }
    } catch (IOException _) {
      // Closed: nobody is interested any more.
    }
  }

  /** Metadata come before subjects, so that the first name is the binding's. */
  private static String name(String line) {
    int from = line.indexOf(NAME) + NAME.length();
    return line.substring(from, line.indexOf('"', from));
  }
}
