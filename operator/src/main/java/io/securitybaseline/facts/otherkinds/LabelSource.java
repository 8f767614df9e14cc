package io.securitybaseline.facts.otherkinds;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The labels of something that selectors select, by the keys that the selectors use. */
@FunctionalInterface
public interface LabelSource {

  /** What is known of the label. */
  Label of(String key);

  /** Labels of which all are known. */
  static LabelSource known(Map<String, String> labels) {
    return key -> Label.of(labels.get(key));
  }

  /**
   * What is known of one label.
   *
   * @param value null if it is absent, or not known
   */
  record Label(boolean isKnown, @Nullable String value) {

    public static final Label ABSENT = new Label(true, null);

    /** The engine has it, and it is not observed. */
    public static final Label UNKNOWN = new Label(false, null);

    /** A known label; null is absence. */
    public static Label of(@Nullable String value) {
      return value == null ? ABSENT : new Label(true, value);
    }
  }
}
