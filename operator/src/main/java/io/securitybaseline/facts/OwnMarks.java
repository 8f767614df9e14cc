package io.securitybaseline.facts;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The labels and annotations by which a policy is known as the operator's own. Of all others a
 * policy may have as many as its owner likes, and none is read.
 */
final class OwnMarks {

  static final Set<String> LABELS =
      Set.of("app.kubernetes.io/managed-by", "securitybaseline.io/owner-uid");

  static final Set<String> ANNOTATIONS =
      Set.of("securitybaseline.io/control", "securitybaseline.io/adopt");

  /** Characters of a value: more than any that means anything. */
  private static final int LONGEST = 256;

  private OwnMarks() {}

  static Map<String, String> labels(@Nullable Map<String, String> labels) {
    return only(LABELS, labels);
  }

  static Map<String, String> annotations(@Nullable Map<String, String> annotations) {
    return only(ANNOTATIONS, annotations);
  }

  private static Map<String, String> only(Set<String> keys, @Nullable Map<String, String> texts) {
    if (texts == null || texts.isEmpty()) {
      return Map.of();
    }
    Map<String, String> kept = HashMap.newHashMap(keys.size());
    for (String key : keys) {
      String text = texts.get(key);
      if (text != null) {
        kept.put(key, text.length() > LONGEST ? text.substring(0, LONGEST) : text);
      }
    }
    return Map.copyOf(kept);
  }
}
