package io.securitybaseline.reconcile;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Releases memory to the system when there is much to release and no other work. The collector lets
 * garbage fill the heap up to its limit before it collects the old generation:
 * docs/decisions/0011-heap.md.
 */
final class HeapTrimmer {

  private static final Logger log = LoggerFactory.getLogger(HeapTrimmer.class);

  /** Worth the pause, which is some tenths of a second on a large cluster. */
  private static final long WORTHWHILE_BYTES = 48L << 20;

  private static final Duration BETWEEN_TWO = Duration.ofMinutes(1);

  private final Heap heap;
  private final Clock steady;
  private long aliveBytes;
  private Instant next = Instant.MIN;

  HeapTrimmer(Heap heap, Clock steady) {
    this.heap = heap;
    this.steady = steady;
  }

  /** To be called whenever everything has been evaluated. */
  synchronized void evaluated() {
    Instant now = steady.instant();
    long before = heap.committedBytes();
    if (now.isBefore(next) || before - aliveBytes < WORTHWHILE_BYTES) {
      return;
    }
    heap.collect();
    aliveBytes = heap.usedBytes();
    next = now.plus(BETWEEN_TWO);
    log.atDebug()
        .addKeyValue("before", before)
        .addKeyValue("after", heap.committedBytes())
        .log("released memory to the system");
  }

  /** The heap of a JVM. */
  interface Heap {

    /** What the system has given for it. */
    long committedBytes();

    long usedBytes();

    /** Collects all of it, and releases what is free beyond the JVM's flags. */
    void collect();

    static Heap ofThisProcess() {
      Runtime runtime = Runtime.getRuntime();
      return new Heap() {
        @Override
        public long committedBytes() {
          return runtime.totalMemory();
        }

        @Override
        public long usedBytes() {
          return runtime.totalMemory() - runtime.freeMemory();
        }

        @Override
        public void collect() {
          runtime.gc();
        }
      };
    }
  }
}
