package io.securitybaseline.facts.azure;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the cluster from Azure again and again, in a thread of its own, so that no other work ever
 * waits for Azure. Without a resource id it does nothing and loads nothing.
 */
public final class ManagedClusterPoller implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(ManagedClusterPoller.class);

  private final ManagedClusterReader.Source source;
  private final PollTimer timer;
  private final PollRhythm rhythm;
  private final Clocks clocks;
  private final Runnable onNews;

  private Target target = Target.NONE;
  private PollState memory = PollState.EMPTY;
  private Cooldown rest = Cooldown.NONE;

  /**
   * From the steady clock to the wall clock, at the last round: only rounds change what is shown.
   */
  private Duration toWall = Duration.ZERO;

  private boolean begun;
  private @Nullable ManagedClusterReader reader;

  /**
   * The clocks of this process.
   *
   * @param wall for times that users see
   * @param steady a clock that cannot be set, for waits and ages
   */
  public record Clocks(Clock wall, Clock steady) {}

  /**
   * @param onNews run after every round, in the poller's thread
   */
  public ManagedClusterPoller(
      ManagedClusterReader.Source source,
      PollTimer timer,
      RandomGenerator random,
      Clocks clocks,
      Runnable onNews) {
    this.source = source;
    this.timer = timer;
    this.rhythm = new PollRhythm(random);
    this.clocks = clocks;
    this.onNews = onNews;
  }

  /**
   * Reads this from now on. Returns at once, and changes nothing if it is what is read already. A
   * new target is read without delay, unless Azure is to be left alone for a while.
   */
  public synchronized void follow(Target wanted) {
    if (wanted.equals(target)) {
      return;
    }
    boolean sameCluster = wanted.isSameClusterAs(target);
    if (!sameCluster) {
      memory = PollState.EMPTY;
    }
    if (!wanted.resourceId().equals(target.resourceId())) {
      reader = null;
    }
    target = wanted;
    if (wanted.resourceId().isEmpty()) {
      timer.cancel();
      return;
    }
    Duration wait = begun ? rest.left(clocks.steady().instant(), sameCluster) : rhythm.first();
    begun = true;
    timer.set(wait, () -> poll(wanted));
  }

  /** What is known now; does not wait for anything. */
  public synchronized Reading reading() {
    return target.resourceId().isEmpty()
        ? new Reading.NotConfigured()
        : memory.reading(clocks.steady().instant(), target.refresh(), toWall);
  }

  /**
   * The network policy engine that Azure reported last, regardless of the age. Clusters rarely
   * change it, and using another one because Azure cannot be reached could cause an outage.
   */
  public synchronized ReportedEngine engine() {
    return target.resourceId().isEmpty() ? ReportedEngine.NOTHING : memory.engine();
  }

  /** Whether there are node pools of Windows, as Azure reported last, also if scaled to zero. */
  public synchronized boolean windowsPools() {
    return target.resourceId().isPresent() && memory.windowsPools();
  }

  @Override
  public void close() {
    timer.close();
  }

  private void poll(Target asked) {
    if (isWanted(asked) && record(asked, attempt(asked))) {
      onNews.run();
    }
  }

  private synchronized boolean isWanted(Target asked) {
    return asked.equals(target);
  }

  /** After any failure, another round has to follow. */
  private Attempt attempt(Target asked) {
    try {
      return reader(asked).read();
    } catch (IllegalArgumentException e) {
      return new Attempt.Failed(
          new Failure(Failure.Kind.MISCONFIGURED, String.valueOf(e.getMessage())));
    } catch (RuntimeException | Error e) {
      log.atError().setCause(e).log("reading from Azure failed unexpectedly");
      return new Attempt.Failed(
          new Failure(
              Failure.Kind.UNREADABLE,
              "reading from Azure failed, see the operator's log: "
                  + e.getClass().getSimpleName()));
    }
  }

  /** Opened here, in the poller's thread, because it loads thousands of classes. */
  private ManagedClusterReader reader(Target asked) {
    synchronized (this) {
      if (reader != null && asked.equals(target)) {
        return reader;
      }
    }
    ManagedClusterReader opened =
        source.open(ManagedClusterId.parse(asked.resourceId().orElseThrow()));
    synchronized (this) {
      if (asked.resourceId().equals(target.resourceId())) {
        reader = opened;
      }
    }
    return opened;
  }

  /** Nothing is kept of a round for a cluster that is not wanted any more. */
  private synchronized boolean record(Target asked, Attempt attempt) {
    if (!asked.isSameClusterAs(target)) {
      return false;
    }
    Instant now = clocks.steady().instant();
    toWall = Duration.between(now, clocks.wall().instant());
    boolean failedBefore = memory.failure().isPresent();
    if (failures(attempt).anyMatch(why -> why.kind() == Failure.Kind.NOT_SIGNED_IN)) {
      // It would continue to use the rejected token until it expires.
      reader = null;
    }
    memory = memory.after(attempt, now);
    Optional<Duration> requested =
        failures(attempt).flatMap(why -> why.retryAfter().stream()).max(Duration::compareTo);
    rest = new Cooldown(now, PollRhythm.requested(requested));
    Target next = target;
    Duration wait = asked.equals(next) ? wait(requested) : rest.left(now, true);
    timer.set(wait, () -> poll(next));
    logAttempt(attempt, failedBefore, wait);
    return true;
  }

  private Duration wait(Optional<Duration> requested) {
    return memory.lacking() == 0
        ? rhythm.afterSuccess(target.refresh(), requested)
        : rhythm.afterFailure(memory.lacking(), target.refresh(), requested);
  }

  private static Stream<Failure> failures(Attempt attempt) {
    return switch (attempt) {
      case Attempt.Failed(Failure why) -> Stream.of(why);
      case Attempt.Succeeded(ManagedClusterFacts facts) -> facts.failures();
    };
  }

  private static void logAttempt(Attempt attempt, boolean failedBefore, Duration wait) {
    if (attempt instanceof Attempt.Failed(Failure why)) {
      log.atWarn()
          .addKeyValue("reason", why.kind().reason())
          .addKeyValue("nextTrySeconds", wait.toSeconds())
          .addKeyValue("error", why.message())
          .log("could not read the cluster from Azure; retrying");
    } else if (failedBefore) {
      log.info("the cluster can be read from Azure again");
    }
  }
}
