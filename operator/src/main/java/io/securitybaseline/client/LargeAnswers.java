package io.securitybaseline.client;

import java.util.ArrayDeque;
import java.util.Queue;

/** Allows one large response to be read at a time; the others wait. */
final class LargeAnswers {

  private final Queue<Turn> waiting = new ArrayDeque<>();
  private boolean taken;

  /** The turn of one answer. */
  final class Turn {

    private final Runnable proceed;
    private boolean over;

    private Turn(Runnable proceed) {
      this.proceed = proceed;
    }

    /** The answer has been read, or given up. To call it twice does no harm. */
    void end() {
      Turn next;
      synchronized (LargeAnswers.this) {
        if (over) {
          return;
        }
        over = true;
        if (waiting.remove(this)) {
          return;
        }
        next = waiting.poll();
        taken = next != null;
      }
      if (next != null) {
        next.proceed.run();
      }
    }
  }

  /**
   * Asks for a turn.
   *
   * @param proceed is run when it comes, which may be at once
   */
  Turn turn(Runnable proceed) {
    Turn turn = new Turn(proceed);
    synchronized (this) {
      if (taken) {
        waiting.add(turn);
        return turn;
      }
      taken = true;
    }
    proceed.run();
    return turn;
  }
}
