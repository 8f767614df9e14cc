package io.securitybaseline.controls.nodes;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A version of Kubernetes as far as skew depends on it; {@code v1.36.3-aks} is 1.36. */
record KubernetesVersion(int major, int minor) {

  private static final Pattern TEXT = Pattern.compile("^v?(\\d{1,4})\\.(\\d{1,4})(?:\\D.*)?$");

  static Optional<KubernetesVersion> parse(String text) {
    Matcher matcher = TEXT.matcher(text);
    return matcher.matches()
        ? Optional.of(
            new KubernetesVersion(
                Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2))))
        : Optional.empty();
  }

  /** How many minor versions it is ahead of another; negative if it is behind. */
  int minorsAheadOf(KubernetesVersion other) {
    return minor - other.minor;
  }

  @Override
  public String toString() {
    return major + "." + minor;
  }
}
