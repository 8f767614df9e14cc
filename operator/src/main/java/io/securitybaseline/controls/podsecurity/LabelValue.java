package io.securitybaseline.controls.podsecurity;

import io.securitybaseline.api.spec.PodSecuritySpec;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The values of the two labels of one admission mode.
 *
 * @param level empty where the label is missing, as with the level privileged
 * @param version empty where the label is missing, which means latest
 */
record LabelValue(String level, String version) {

  /** From the least to the most strict. Any other value counts as the first. */
  private static final List<String> LEVELS = List.of("privileged", "baseline", "restricted");

  static LabelValue of(PodSecuritySpec spec) {
    return new LabelValue(spec.level().toString(), spec.version());
  }

  static LabelValue of(AdmissionMode mode, Map<String, String> labels) {
    return new LabelValue(
        labels.getOrDefault(mode.label(), ""), labels.getOrDefault(mode.versionLabel(), ""));
  }

  /** Whether neither label is there. */
  boolean isAbsent() {
    return level.isEmpty() && version.isEmpty();
  }

  /** Whether these are the labels of the other, or some of them. */
  boolean isPartOf(@Nullable LabelValue other) {
    return other != null
        && (level.isEmpty() || level.equals(other.level))
        && (version.isEmpty() || version.equals(other.version));
  }

  /** Whether it rejects less than the other. */
  boolean isWeakerThan(LabelValue other) {
    int difference = strictness() - other.strictness();
    return difference < 0 || (difference == 0 && minor() < other.minor());
  }

  private int strictness() {
    return Math.max(0, LEVELS.indexOf(level));
  }

  private int minor() {
    return StandardVersion.minor(version.isEmpty() ? StandardVersion.LATEST : version);
  }

  @Override
  public String toString() {
    return version.isEmpty() ? level : level + ":" + version;
  }
}
