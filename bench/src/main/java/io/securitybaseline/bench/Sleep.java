package io.securitybaseline.bench;

import java.util.function.BooleanSupplier;

/** Waiting. */
final class Sleep {

  private Sleep() {}

  static void millis(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      throw Api.interrupted(e);
    }
  }

  static void seconds(double seconds) {
    millis((long) (seconds * 1000));
  }

  /** Checks ten times a second. */
  static void until(String what, double seconds, BooleanSupplier reached) {
    long deadline = System.nanoTime() + (long) (seconds * 1e9);
    while (!reached.getAsBoolean()) {
      if (System.nanoTime() > deadline) {
        throw new IllegalStateException("waited %.0f seconds for %s".formatted(seconds, what));
      }
      millis(100);
    }
  }
}
