package io.securitybaseline.reconcile;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Detects that the wall clock was set. The framework puts retries and requeues into a {@link
 * java.util.Timer}, which uses the wall clock: set back by a day, it would not run them for a day.
 * An evaluation of everything, triggered by an event, does not wait for that timer and schedules it
 * again. Set ahead, the clock may have passed the date on which an exemption ends.
 */
final class ClockWatch implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(ClockWatch.class);

  /** Less than that is a correction, and what waits runs early or late by no more. */
  private static final Duration TOLERATED = Duration.ofSeconds(5);

  private static final Duration INTERVAL = Duration.ofSeconds(10);

  private final Clock wall;
  private final Clock steady;
  private final Runnable onJump;
  private final ScheduledThreadPoolExecutor executor =
      new ScheduledThreadPoolExecutor(
          1, task -> Thread.ofPlatform().daemon().name("clock-watch").unstarted(task));
  private Instant wallBefore;
  private Instant steadyBefore;

  /**
   * @param onJump run after the wall clock was set
   */
  ClockWatch(Clock wall, Clock steady, Runnable onJump) {
    this.wall = wall;
    this.steady = steady;
    this.onJump = onJump;
    this.wallBefore = wall.instant();
    this.steadyBefore = steady.instant();
  }

  void start() {
    var _ =
        executor.scheduleWithFixedDelay(
            this::check, INTERVAL.toMillis(), INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Compares how far both clocks have advanced since the last check. */
  void check() {
    Duration passed = Duration.between(steadyBefore, steady.instant());
    Duration shown = Duration.between(wallBefore, wall.instant());
    wallBefore = wall.instant();
    steadyBefore = steady.instant();
    Duration jump = shown.minus(passed);
    if (jump.abs().compareTo(TOLERATED) > 0) {
      log.atWarn()
          .addKeyValue("seconds", jump.toSeconds())
          .log("the clock of this machine was set; everything is evaluated again");
      try {
        onJump.run();
      } catch (RuntimeException e) {
        // An exception would end the schedule.
        log.atError().setCause(e).log("could not start an evaluation of everything");
      }
    }
  }

  @Override
  public void close() {
    executor.shutdownNow();
  }
}
