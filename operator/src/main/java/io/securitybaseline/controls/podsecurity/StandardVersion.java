package io.securitybaseline.controls.podsecurity;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Versions of the standards: minor versions of Kubernetes. */
final class StandardVersion {

  static final String LATEST = "latest";

  /** Later than all that are known. */
  static final int NEWEST = 1_000;

  private static final Pattern MINOR = Pattern.compile("v?1\\.(\\d{1,3})(\\D.*)?");

  private StandardVersion() {}

  /** The minor version that the text names; the newest for any other text. */
  static int minor(String version) {
    if (version.equals(LATEST)) {
      return NEWEST;
    }
    Matcher minor = MINOR.matcher(version);
    return minor.matches() ? Integer.parseInt(minor.group(1)) : NEWEST;
  }

  /**
   * The version that an API server evaluates: none that is newer than its own.
   *
   * @param server the version of the API server, where it is known
   */
  static int evaluated(String wanted, Optional<String> server) {
    return Math.min(minor(wanted), server.map(StandardVersion::minor).orElse(NEWEST));
  }
}
