package io.securitybaseline.facts.watch;

import java.lang.ref.WeakReference;
import java.util.Map;
import java.util.WeakHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Keeps one instance of each value as long as a kept object refers to it. Unlike an {@link
 * Interner}, it remembers every value, whenever it was last seen: thousands of pods that change one
 * after the other share what equal ones before them had. It grows only with what is kept anyway.
 */
public final class DistinctValues {

  private final Map<Object, WeakReference<Object>> known = new WeakHashMap<>();

  /** The kept instance that equals {@code value}; null if there is none. */
  @SuppressWarnings("unchecked") // an equal value has the same type
  synchronized <T> @Nullable T find(T value) {
    WeakReference<Object> reference = known.get(value);
    return reference == null ? null : (T) reference.get();
  }

  /** The instance to keep in place of {@code value}: an equal one that is kept, or itself. */
  @SuppressWarnings("unchecked") // an equal value has the same class
  synchronized <T> T shared(T value) {
    WeakReference<Object> reference = known.get(value);
    Object instance = reference == null ? null : reference.get();
    if (instance != null) {
      return (T) instance;
    }
    known.put(value, new WeakReference<>(value));
    return value;
  }

  synchronized int size() {
    return known.size();
  }
}
