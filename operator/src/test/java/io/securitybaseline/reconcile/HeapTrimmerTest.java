package io.securitybaseline.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import io.securitybaseline.testing.MovableClock;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class HeapTrimmerTest {
  private static final long MEBIBYTE = 1 << 20;

  private final MovableClock clock = MovableClock.at("2026-11-25T12:00:00Z");
  private final FakeHeap heap = new FakeHeap();
  private final HeapTrimmer heapReturn = new HeapTrimmer(heap, clock);

  @Test
  void muchGarbageIsCollected() {
    heap.committed = 170 * MEBIBYTE;

    heapReturn.evaluated();

    assertThat(heap.collections).isOne();
  }

  @Test
  void littleIsNotWorthThePause() {
    heap.committed = 40 * MEBIBYTE;

    heapReturn.evaluated();

    assertThat(heap.collections).isZero();
  }

  @Test
  void whatIsAliveIsNoGarbage() {
    heap.alive = 100 * MEBIBYTE;
    heap.committed = 170 * MEBIBYTE;
    heapReturn.evaluated();
    clock.advance(Duration.ofHours(1));

    heap.committed = 140 * MEBIBYTE;
    heapReturn.evaluated();
    assertThat(heap.collections).isOne();

    heap.committed = 150 * MEBIBYTE;
    heapReturn.evaluated();
    assertThat(heap.collections).isEqualTo(2);
  }

  @Test
  void churnDoesNotLeadToOnePauseAfterTheOther() {
    for (int second = 0; second < 120; second++) {
      heap.committed = 170 * MEBIBYTE;
      heapReturn.evaluated();
      clock.advance(Duration.ofSeconds(1));
    }

    assertThat(heap.collections).isEqualTo(2);
  }

  @Test
  void thisProcessHasAHeap() {
    var here = HeapTrimmer.Heap.ofThisProcess();

    assertThat(here.usedBytes()).isPositive().isLessThanOrEqualTo(here.committedBytes());
  }

  private static final class FakeHeap implements HeapTrimmer.Heap {
    private long committed;
    private long alive = 10 * MEBIBYTE;
    private int collections;

    @Override
    public long committedBytes() {
      return committed;
    }

    @Override
    public long usedBytes() {
      return alive;
    }

    @Override
    public void collect() {
      collections++;
      committed = alive;
    }
  }
}
