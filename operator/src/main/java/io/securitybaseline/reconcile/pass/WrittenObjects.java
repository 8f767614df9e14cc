package io.securitybaseline.reconcile.pass;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.securitybaseline.control.Change;
import io.securitybaseline.control.Change.Replace;
import io.securitybaseline.control.Change.Seen;
import io.securitybaseline.control.Change.SwapSubjects;
import io.securitybaseline.control.Change.Update;
import io.securitybaseline.module.ResourceReader;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The objects that were written, or may have been, as long as the cache shows the version before. A
 * cache receives the operator's own write a moment late: two objects that depend on each other
 * could otherwise be changed one right after the other, each counting on the other's old version.
 */
final class WrittenObjects {

  private final Map<String, Written> byUid = new ConcurrentHashMap<>();

  /** A change was made, or its response did not arrive. */
  void add(Change change) {
    switch (change) {
      case Update(HasMetadata object, Seen seen, String _) -> add(object, seen);
      case Replace replace -> add(replace.object(), replace.seen());
      case SwapSubjects(HasMetadata object, Seen seen, String _) -> add(object, seen);
      case Change.Create _, Change.Delete _ -> {
        // No version of an object that exists before and after.
      }
    }
  }

  /** The object is gone. */
  void forget(String uid) {
    byUid.remove(uid);
  }

  /** A reader that also has the objects that were written. */
  ResourceReader over(ResourceReader cached) {
    return new Overlay(cached);
  }

  private void add(HasMetadata object, Seen seen) {
    byUid.put(seen.uid(), new Written(seen.resourceVersion(), object));
  }

  private <T extends HasMetadata> Optional<T> of(T cached) {
    String uid = cached.getMetadata().getUid();
    Written written = uid == null ? null : byUid.get(uid);
    if (written == null) {
      return Optional.empty();
    }
    if (!written.seen().equals(cached.getMetadata().getResourceVersion())) {
      byUid.remove(uid, written);
      return Optional.empty();
    }
    return written.as(cached);
  }

  /**
   * A write.
   *
   * @param seen the version that the change was decided on
   */
  private record Written(String seen, HasMetadata object) {

    @SuppressWarnings("unchecked") // the class of an object of type T is a Class<T>
    private <T extends HasMetadata> Optional<T> as(T cached) {
      return cached.getClass().isInstance(object) ? Optional.of((T) object) : Optional.empty();
    }
  }

  private final class Overlay implements ForwardingReader {

    private final ResourceReader cached;

    private Overlay(ResourceReader cached) {
      this.cached = cached;
    }

    @Override
    public ResourceReader cached() {
      return cached;
    }

    @Override
    public <T extends HasMetadata> Optional<T> written(T object) {
      return WrittenObjects.this.of(object);
    }
  }
}
