package io.securitybaseline.observe.azure;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.random.RandomGenerator;
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
  private final Clock clock;
  private final Runnable onNews;

  private Target target = Target.NONE;
  private Memory memory = Memory.EMPTY;
  private Instant notBefore = Instant.MIN;
  private @Nullable ManagedClusterReader reader;

  /**
   * @param onNews run after every round, in the poller's thread
   */
  public ManagedClusterPoller(
      ManagedClusterReader.Source source,
      PollTimer timer,
      RandomGenerator random,
      Clock clock,
      Runnable onNews) {
    this.source = source;
    this.timer = timer;
    this.rhythm = new PollRhythm(random);
    this.clock = clock;
    this.onNews = onNews;
  }

  /**
   * Reads this from now on. Returns at once, and changes nothing if it is what is read already. A
   * new target is read without delay, unless Azure asked to be left alone.
   */
  public synchronized void follow(Target wanted) {
    if (wanted.equals(target)) {
      return;
    }
    if (!wanted.resourceId().equals(target.resourceId())) {
      memory = Memory.EMPTY;
      reader = null;
    }
    target = wanted;
    if (wanted.resourceId().isPresent()) {
      Duration wait = Duration.between(clock.instant(), later(notBefore, clock.instant()));
      timer.set(wait, () -> poll(wanted));
    }
  }

  /** What is known now; does not wait for anything. */
  public synchronized Reading reading() {
    return target.resourceId().isEmpty()
        ? new Reading.NotConfigured()
        : memory.reading(clock.instant(), target.refresh());
  }

  /**
   * The network policy engine by Azure's last word, however long ago that was. Clusters hardly ever
   * change it, and to go by another because Azure cannot be reached could be an outage.
   */
  public synchronized ToldEngine engine() {
    return target.resourceId().isEmpty() ? ToldEngine.NOTHING : memory.engine();
  }

  /** Whether there are node pools of Windows, by Azure's last word; scaled to nothing or not. */
  public synchronized boolean windowsPools() {
    return target.resourceId().isPresent() && memory.windowsPools();
  }

  @Override
  public void close() {
    timer.close();
  }

  private void poll(Target asked) {
    Attempt attempt = attempt(asked);
    if (record(asked, attempt)) {
      onNews.run();
    }
  }

  private Attempt attempt(Target asked) {
    try {
      return reader(asked).read();
    } catch (IllegalArgumentException e) {
      return new Attempt.Failed(
          new Failure(Failure.Kind.MISCONFIGURED, String.valueOf(e.getMessage())));
    } catch (RuntimeException | LinkageError e) {
      log.atError().setCause(e).log("reading from Azure failed in an unforeseen way");
      return new Attempt.Failed(
          new Failure(
              Failure.Kind.UNREADABLE, "reading from Azure failed, see the operator's log: " + e));
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

  /** Nothing is kept of a round for a target that is not wanted any more. */
  private synchronized boolean record(Target asked, Attempt attempt) {
    if (!asked.equals(target)) {
      return false;
    }
    Instant now = clock.instant();
    boolean failedBefore = memory.failures() > 0;
    if (isRefused(attempt)) {
      // It would go on with the token that Azure does not take, until that expires.
      reader = null;
    }
    memory = memory.after(attempt, now, asked.refresh());
    Optional<Duration> requested = requested(attempt);
    notBefore = now.plus(PollRhythm.requested(requested));
    Duration wait =
        memory.failures() == 0
            ? rhythm.afterSuccess(asked.refresh(), requested)
            : rhythm.afterFailure(memory.failures(), asked.refresh(), requested);
    timer.set(wait, () -> poll(asked));
    tell(attempt, failedBefore, wait);
    return true;
  }

  private static boolean isRefused(Attempt attempt) {
    return attempt instanceof Attempt.Failed(Failure why)
        && why.kind() == Failure.Kind.NOT_SIGNED_IN;
  }

  private static Optional<Duration> requested(Attempt attempt) {
    return switch (attempt) {
      case Attempt.Failed(Failure why) -> why.retryAfter();
      case Attempt.Succeeded(ManagedClusterFacts facts) ->
          facts.failures().flatMap(why -> why.retryAfter().stream()).max(Duration::compareTo);
    };
  }

  private static void tell(Attempt attempt, boolean failedBefore, Duration wait) {
    if (attempt instanceof Attempt.Failed(Failure why)) {
      log.atWarn()
          .addKeyValue("reason", why.kind().reason())
          .addKeyValue("nextTrySeconds", wait.toSeconds())
          .log("could not read the cluster from Azure: {}", why.message());
    } else if (failedBefore) {
      log.info("the cluster can be read from Azure again");
    }
  }

  private static Instant later(Instant one, Instant other) {
    return one.isBefore(other) ? other : one;
  }
}
