package io.securitybaseline.facts;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
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

  /** Characters of a name of nearly every kind. */
  static final int LONGEST_NAME = 253;

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

  /**
   * The key of an object in a cache. The API server takes names of role bindings of a megabyte; a
   * name that no other kind may have is replaced by its hash.
   */
  static String key(HasMetadata object) {
    return object.getMetadata() instanceof Metadata metadata
        ? metadata.key
        : key(object.getMetadata());
  }

  private static String key(ObjectMeta metadata) {
    if (metadata.getNamespace() == null) {
      return metadata.getName();
    }
    String name = metadata.getName();
    return metadata.getNamespace() + "/" + (name.length() > LONGEST_NAME ? hash(name) : name);
  }

  private static String hash(String name) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256").digest(name.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JVM has SHA-256", e);
    }
  }

  /** What is kept of a name; a name of a cluster-scoped object is looked up, and stays as it is. */
  private static String name(ObjectMeta metadata) {
    String name = Objects.requireNonNullElse(metadata.getName(), "");
    return metadata.getNamespace() != null && name.length() > LONGEST_NAME
        ? name.substring(0, LONGEST_NAME)
        : name;
  }

  /** Metadata that mark an object of which nothing else is kept. */
  public static ObjectMeta metadata(Cause cause, HasMetadata object, long bytes) {
    ObjectMeta from = object.getMetadata();
    Metadata kept =
        new Metadata(new Marker(cause, object.getKind(), name(from), bytes), key(object));
    EmptyModels.empty(kept);
    kept.setName(name(from));
    kept.setNamespace(from.getNamespace());
    kept.setUid(from.getUid());
    kept.setResourceVersion(from.getResourceVersion());
    kept.setDeletionTimestamp(from.getDeletionTimestamp());
    return kept;
  }

  @SuppressWarnings("serial") // the client's model is serializable, and nothing serializes it
  private static final class Metadata extends ObjectMeta {

    private final transient Marker marker;

    private final transient String key;

    private Metadata(Marker marker, String key) {
      this.marker = marker;
      this.key = key;
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
