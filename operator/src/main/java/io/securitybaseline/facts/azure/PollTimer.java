package io.securitybaseline.facts.azure;

import java.time.Duration;

/** Runs one task later, in a thread of its own. */
public interface PollTimer extends AutoCloseable {

  /** Runs the task after the delay, instead of any that was set before and has not begun. */
  void set(Duration delay, Runnable task);

  /** Does not run what was set and has not begun. */
  void cancel();

  /** Runs nothing any more. */
  @Override
  void close();
}
