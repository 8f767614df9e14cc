package io.securitybaseline.testing.azure;

import io.securitybaseline.facts.azure.PollTimer;
import io.securitybaseline.testing.MovableClock;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A timer whose time is the test's clock. */
public final class FakeTimer implements PollTimer {

  private final MovableClock clock;
  private @Nullable Runnable task;
  private Duration delay = Duration.ZERO;
  private boolean closed;

  public FakeTimer(MovableClock clock) {
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
  public Runnable task() {
    return Objects.requireNonNull(task);
  }

  public boolean isSet() {
    return task != null;
  }

  /** How long until what is set. */
  public Duration delay() {
    return delay;
  }

  public boolean isClosed() {
    return closed;
  }

  /** Lets the time pass and runs what is set, in this thread. */
  public void elapse() {
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
