package io.securitybaseline.facts.watch;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Keeps one instance of values that many objects carry alike, such as the spec of a policy that is
 * the same in ten thousand namespaces. Remembers the most recently used values only, so that it
 * cannot grow with the cluster.
 */
public final class Interner {

  public static final int CAPACITY = 2048;

  /** Bytes of a value that is worth remembering: larger ones are a tenant's own, and add up. */
  static final long LARGEST = 4096;

  private final Map<Object, Object> recent =
      new LinkedHashMap<>(64, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Object, Object> eldest) {
          return size() > CAPACITY;
        }
      };

  /**
   * The same, unless the value is so large that remembering it would cost more than it saves.
   *
   * @param bytes about how large it is
   */
  public <T> T shared(T value, long bytes) {
    return bytes > LARGEST ? value : shared(value);
  }

  /** The instance to keep in place of {@code value}: an equal one seen before, or itself. */
  @SuppressWarnings("unchecked") // an equal value has the same class
  public synchronized <T> T shared(T value) {
    Object known = recent.putIfAbsent(value, value);
    return known == null ? value : (T) known;
  }
}
