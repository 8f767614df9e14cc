package io.securitybaseline.kubernetes;

import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.LabelSelectorRequirement;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * About how many bytes of memory a {@link Selector} takes, known before it is read. The objects
 * around a short key or value take more than its characters.
 */
public final class SelectorSize {

  private static final long REQUIREMENT = 256;
  private static final long VALUE = 96;

  private SelectorSize() {}

  /** The size of what {@link Selector#of} would make of this. */
  public static long ofBytes(@Nullable LabelSelector selector) {
    if (selector == null) {
      return 0;
    }
    long bytes = 0;
    Map<String, String> labels = Objects.requireNonNullElse(selector.getMatchLabels(), Map.of());
    for (Map.Entry<String, String> label : labels.entrySet()) {
      bytes += REQUIREMENT + label.getKey().length() + VALUE + label.getValue().length();
    }
    for (LabelSelectorRequirement expression :
        Objects.requireNonNullElse(
            selector.getMatchExpressions(), List.<LabelSelectorRequirement>of())) {
      bytes += REQUIREMENT + expression.getKey().length();
      for (String value : Objects.requireNonNullElse(expression.getValues(), List.<String>of())) {
        bytes += VALUE + value.length();
      }
    }
    return bytes;
  }

  /** The size of a selector that was read. */
  public static long ofBytes(Selector selector) {
    long bytes = 0;
    for (Requirement requirement : selector.requirements()) {
      bytes += REQUIREMENT + requirement.key().length();
      for (String value : requirement.values()) {
        bytes += VALUE + value.length();
      }
    }
    return bytes;
  }
}
