package io.securitybaseline.facts.azure;

import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A version of Kubernetes.
 *
 * @param patch absent where only the minor version is given, as in the alias {@code 1.34}
 */
public record KubernetesVersion(int major, int minor, Optional<Integer> patch)
    implements Comparable<KubernetesVersion> {

  private static final Pattern FORM =
      Pattern.compile("v?(\\d{1,4})\\.(\\d{1,4})(?:\\.(\\d{1,6}))?(?:[-+].*)?");

  private static final Comparator<KubernetesVersion> ORDER =
      Comparator.comparingInt(KubernetesVersion::major)
          .thenComparingInt(KubernetesVersion::minor)
          .thenComparingInt(version -> version.patch().orElse(-1));

  /** The version, unless the text is none. */
  public static Optional<KubernetesVersion> parse(@Nullable String text) {
    if (text == null) {
      return Optional.empty();
    }
    Matcher matcher = FORM.matcher(text.strip());
    if (!matcher.matches()) {
      return Optional.empty();
    }
    return Optional.of(
        new KubernetesVersion(
            Integer.parseInt(matcher.group(1)),
            Integer.parseInt(matcher.group(2)),
            Optional.ofNullable(matcher.group(3)).map(Integer::parseInt)));
  }

  public boolean isSameMinor(KubernetesVersion other) {
    return major == other.major && minor == other.minor;
  }

  /** Such as {@code 1.34}. */
  public String minorText() {
    return major + "." + minor;
  }

  @Override
  public int compareTo(KubernetesVersion other) {
    return ORDER.compare(this, other);
  }

  @Override
  public String toString() {
    return minorText() + patch.map(number -> "." + number).orElse("");
  }
}
