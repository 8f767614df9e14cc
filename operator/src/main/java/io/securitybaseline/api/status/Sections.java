package io.securitybaseline.api.status;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The sections of a status by their classes, taken out one by one. */
final class Sections {

  private final Map<Class<?>, Record> left = new LinkedHashMap<>();

  Sections(Collection<? extends Record> sections) {
    for (Record section : sections) {
      if (left.put(section.getClass(), section) != null) {
        throw new IllegalArgumentException("two sections " + section.getClass().getSimpleName());
      }
    }
  }

  <T extends Record> @Nullable T take(Class<T> type) {
    return type.cast(left.remove(type));
  }

  void requireNone() {
    if (!left.isEmpty()) {
      throw new IllegalArgumentException("no sections of the status: " + left.keySet());
    }
  }
}
