package io.securitybaseline.reconcile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class FirstListsTest {

  private static final Duration PATIENCE = Duration.ofMillis(FirstLists.CHECKS);

  /** Parts that arrive, far more than a wait without any would allow. */
  private static final int PARTS = FirstLists.CHECKS * 10;

  private final AtomicInteger checks = new AtomicInteger();

  @Test
  void listsThatArriveMayTakeLong() {
    CountDownLatch all = new CountDownLatch(PARTS);
    FirstLists lists =
        new FirstLists(
            () -> {
              all.countDown();
              return checks.incrementAndGet();
            },
            PATIENCE);

    lists.read(() -> await(all));

    assertThat(checks).hasValueGreaterThanOrEqualTo(PARTS);
  }

  @Test
  void nothingThatArrivesEndsTheWait() {
    CountDownLatch never = new CountDownLatch(1);
    FirstLists lists = new FirstLists(() -> Math.min(checks.incrementAndGet(), PARTS), PATIENCE);

    assertThatThrownBy(() -> lists.read(() -> await(never)))
        .isInstanceOf(UnwatchableClusterException.class)
        .hasMessage(
            "nothing of the first lists arrived for 0 seconds: check the API server and the"
                + " network, or raise --list-timeout");
    assertThat(checks).hasValue(PARTS + FirstLists.CHECKS);
  }

  @Test
  void aListThatFailsIsReportedAsItIs() {
    IllegalStateException failure = new IllegalStateException("pods is forbidden");
    FirstLists lists = new FirstLists(() -> 0, Duration.ofMinutes(1));

    assertThatThrownBy(() ->
            lists.read(() -> {
              throw failure;
            }))
        .isSameAs(failure);
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
