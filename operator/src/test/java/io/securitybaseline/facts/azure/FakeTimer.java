package io.securitybaseline.facts.azure;

import io.securitybaseline.testing.MovableClock;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A timer whose time is the test's clock. */
final class FakeTimer implements PollTimer {

  private final MovableClock clock;
  private @Nullable Runnable task;
  private Duration delay = Duration.ZERO;
  private boolean closed;

  FakeTimer(MovableClock clock) {
    this.clock = clock;
  }

  @Override
  public void set(Duration delay, Runnable task) {
    this.delay = delay;
    this.task = task;
  }

  @Override
  public void cancel() {
    task = null;
  }

  /** What is set. */
  Runnable task() {
    return Objects.requireNonNull(task);
  }

  boolean isSet() {
    return task != null;
  }

  /** How long until what is set. */
  Duration delay() {
    return delay;
  }

  boolean isClosed() {
    return closed;
  }

  /** Lets the time pass and runs what is set, in this thread. */
  void elapse() {
    Runnable due = task;
    if (due == null) {
      throw new AssertionError("nothing is set");
    }
    task = null;
    clock.advance(delay);
    due.run();
  }

  @Override
  public void close() {
    closed = true;
  }
}
