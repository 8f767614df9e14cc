package io.securitybaseline.reconcile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;

class ReconcilerExecutorTest {
  private static final long PATIENCE = Duration.ofMinutes(3).toNanos();

  private final AtomicLong now = new AtomicLong();
  private final ReconcilerExecutor executor = new ReconcilerExecutor(1, now::get);
  private final CountDownLatch gate = new CountDownLatch(1);
  private final BlockingQueue<String> ran = new LinkedBlockingQueue<>();

  @AfterEach
  void stop() {
    gate.countDown();
    executor.shutdownNow();
  }

  @Test
  void theBaselineNeverWaitsBehindNamespaces() throws Exception {
    executor.execute(this::waitAtTheGate);
    executor.execute(() -> ran.add("namespace"));

    ofTheBaseline(() -> ran.add("baseline on " + Thread.currentThread().getName()));

    assertThat(ran.take()).isEqualTo("baseline on baseline-1");
    gate.countDown();
    assertThat(ran.take()).isEqualTo("namespace");
  }

  @Test
  void idleIsAlive() {
    now.addAndGet(10 * PATIENCE);

    assertThat(executor.isMoving()).isTrue();
  }

  @Test
  void aLongQueueThatMovesIsAlive() throws Exception {
    for (int i = 0; i < 10; i++) {
      executor.execute(() -> {
        now.addAndGet(PATIENCE - 1);
        ran.add("done");
      });
      assertThat(ran.take()).isEqualTo("done");
      assertThat(executor.isMoving()).isTrue();
    }
  }

  @Test
  void workThatStandsStillIsNot() {
    executor.execute(this::waitAtTheGate);
    now.addAndGet(PATIENCE - 1);
    assertThat(executor.isMoving()).isTrue();

    now.addAndGet(1);
    assertThat(executor.isMoving()).isFalse();
  }

  @Test
  void aSlowTaskIsNoFaultAsLongAsOthersAreDone() throws Exception {
    ReconcilerExecutor two = new ReconcilerExecutor(2, now::get);
    two.execute(this::waitAtTheGate);
    for (int i = 0; i < 5; i++) {
      now.addAndGet(PATIENCE - 1);
      two.execute(() -> ran.add("done"));
      assertThat(ran.take()).isEqualTo("done");
      await().until(two::isMoving);
    }
    gate.countDown();
    two.shutdownNow();
  }

  @Test
  void oneLaneThatStandsStillIsEnough() throws Exception {
    ofTheBaseline(this::waitAtTheGate);
    now.addAndGet(PATIENCE);
    executor.execute(() -> ran.add("namespace"));
    ran.take();

    assertThat(executor.isMoving()).isFalse();
  }

  @Test
  void afterALongIdleTimeTheFirstTaskIsNotOverdue() {
    now.addAndGet(10 * PATIENCE);
    executor.execute(this::waitAtTheGate);

    assertThat(executor.isMoving()).isTrue();
  }

  @Test
  void aTaskThatFailsIsDoneToo() throws Exception {
    var failing =
        executor.submit(() -> {
          throw new IllegalStateException("a fault");
        });
    assertThatThrownBy(failing::get).hasRootCauseInstanceOf(IllegalStateException.class);
    executor.submit(() -> ran.add("after")).get();
    now.addAndGet(10 * PATIENCE);

    // A future is complete a moment before its worker has counted the task as done.
    await().until(executor::isMoving);
  }

  @Test
  void stopsInGoodOrder() throws Exception {
    executor.execute(this::waitAtTheGate);
    executor.shutdown();
    assertThat(executor.isShutdown()).isTrue();
    assertThat(executor.isTerminated()).isFalse();

    gate.countDown();

    assertThat(executor.awaitTermination(1, TimeUnit.MINUTES)).isTrue();
    assertThat(executor.isTerminated()).isTrue();
    assertThatThrownBy(() -> executor.execute(() -> {}))
        .isInstanceOf(RejectedExecutionException.class);
    now.addAndGet(10 * PATIENCE);
    assertThat(executor.isMoving()).isTrue();
  }

  @Test
  void stopsAtOnceAndNamesWhatWasLeft() {
    executor.execute(this::waitAtTheGate);
    executor.execute(() -> ran.add("never"));

    assertThat(executor.shutdownNow()).hasSizeBetween(1, 2);
    assertThat(ran).isEmpty();
  }

  private void ofTheBaseline(Runnable task) {
    try (var _ = MDC.putCloseable("resource.kind", "SecurityBaseline")) {
      executor.execute(task);
    }
  }

  private void waitAtTheGate() {
    try {
      gate.await();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
