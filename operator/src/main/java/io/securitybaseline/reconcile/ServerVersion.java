package io.securitybaseline.reconcile;

import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.VersionInfo;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The version of the API server. It changes a few times a year and is asked for once an hour. */
final class ServerVersion {

  private static final Logger log = LoggerFactory.getLogger(ServerVersion.class);
  private static final Duration FRESH = Duration.ofHours(1);
  private static final Duration PAUSE = Duration.ofMinutes(5);

  private final Supplier<@Nullable VersionInfo> server;
  private final Clock steady;
  private Optional<String> last = Optional.empty();
  private Instant askAgain = Instant.MIN;

  /**
   * @param server asks the API server
   * @param steady a clock that cannot be set
   */
  ServerVersion(Supplier<@Nullable VersionInfo> server, Clock steady) {
    this.server = server;
    this.steady = steady;
  }

  /** The version; empty if the API server never reported it. */
  synchronized Optional<String> get() {
    Instant now = steady.instant();
    if (!now.isBefore(askAgain)) {
      askAgain = now.plus(ask() ? FRESH : PAUSE);
    }
    return last;
  }

  private boolean ask() {
    try {
      last = Optional.ofNullable(server.get()).map(VersionInfo::getGitVersion);
      return true;
    } catch (KubernetesClientException e) {
      log.atDebug().setCause(e).log("the API server does not report its version");
      return false;
    }
  }
}
