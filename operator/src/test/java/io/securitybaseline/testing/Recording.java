package io.securitybaseline.testing;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Keeps everything that a watch tells, in its order. */
public final class Recording<T extends HasMetadata> implements Watcher<T> {

  /** One thing that a watch told. */
  public record Reported<T>(Action action, T object) {}

  private final List<Reported<T>> reported = new CopyOnWriteArrayList<>();

  public List<Reported<T>> reported() {
    return List.copyOf(reported);
  }

  /** Every version of every object; the last one of a deleted object twice. */
  public List<T> objects() {
    return reported.stream().map(Reported::object).toList();
  }

  /** The version that the cluster as a whole was at by each event of the given kind. */
  public List<Long> revisions(Action action) {
    return reported.stream()
        .filter(it -> it.action() == action)
        .map(it -> Long.parseLong(it.object().getMetadata().getResourceVersion()))
        .toList();
  }

  @Override
  public void eventReceived(Action action, T resource) {
    reported.add(new Reported<>(action, resource));
  }

  @Override
  public void onClose(WatcherException cause) {
    // A test that misses something will say so.
  }
}
