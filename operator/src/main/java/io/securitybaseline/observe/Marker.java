package io.securitybaseline.observe;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import java.util.Objects;
import java.util.Optional;

/**
 * What is kept in place of an object that is not kept itself: that it exists, and why nothing more
 * is known of it. A cache holds it as the metadata of an otherwise empty object of the kind. No
 * JSON is read into it, so that no tenant can make one.
 *
 * @param bytes about how much memory the object would take; 0 where that is not known
 */
public record Marker(Cause cause, String kind, String name, long bytes) {

  /** Why an object is not kept. */
  public enum Cause {
    /** Its JSON is not what its kind says. */
    UNREADABLE,
    /** It alone takes more than one object may take. */
    TOO_LARGE,
    /** The objects of its namespace together take more than they may take. */
    NAMESPACE_TOO_LARGE
  }

  /** The marker that an object is, if it is one. */
  public static Optional<Marker> of(HasMetadata object) {
    return object.getMetadata() instanceof Metadata metadata
        ? Optional.of(metadata.marker)
        : Optional.empty();
  }

  /** Whether an object is a marker; asked of every event. */
  public static boolean isOn(HasMetadata object) {
    return object.getMetadata() instanceof Metadata;
  }

  /** Metadata that mark an object of which nothing else is kept. */
  public static ObjectMeta metadata(Cause cause, HasMetadata object, long bytes) {
    ObjectMeta from = object.getMetadata();
    Metadata kept =
        new Metadata(
            new Marker(
                cause, object.getKind(), Objects.requireNonNullElse(from.getName(), ""), bytes));
    BareObjects.empty(kept);
    kept.setName(from.getName());
    kept.setNamespace(from.getNamespace());
    kept.setUid(from.getUid());
    kept.setResourceVersion(from.getResourceVersion());
    kept.setDeletionTimestamp(from.getDeletionTimestamp());
    return kept;
  }

  @SuppressWarnings("serial") // the client's model is serializable, and nothing serializes it
  private static final class Metadata extends ObjectMeta {

    private final transient Marker marker;

    private Metadata(Marker marker) {
      this.marker = marker;
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Metadata that && marker.equals(that.marker) && super.equals(other);
    }

    @Override
    public int hashCode() {
      return super.hashCode();
    }
  }
}
