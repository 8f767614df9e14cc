package io.securitybaseline.apply;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class WriteLimiterTest {
  private static final long MILLIS = 1_000_000;

  private final AtomicLong now = new AtomicLong(5);

  @Test
  void withoutALimitNoWriteWaits() {
    var limiter = new WriteLimiter(0, now::get);

    assertThat(limiter.reserve()).isZero();
    assertThat(limiter.reserve()).isZero();
    limiter.acquire();
  }

  @Test
  void writesAreSpacedEvenly() {
    var limiter = new WriteLimiter(20, now::get);

    assertThat(limiter.reserve()).isZero();
    assertThat(limiter.reserve()).isEqualTo(50 * MILLIS);
    assertThat(limiter.reserve()).isEqualTo(100 * MILLIS);
    now.addAndGet(60 * MILLIS);
    assertThat(limiter.reserve()).isEqualTo(90 * MILLIS);
  }

  @Test
  void aPauseSavesNothingUp() {
    var limiter = new WriteLimiter(20, now::get);
    limiter.reserve();
    now.addAndGet(10_000 * MILLIS);

    assertThat(limiter.reserve()).isZero();
    assertThat(limiter.reserve()).isEqualTo(50 * MILLIS);
  }

  @Test
  void acquiringWaitsUntilTheSlotHasCome() {
    // Time advances at each read: parking cannot delay the test for
    // long.
    AtomicLong running = new AtomicLong();
    var limiter = new WriteLimiter(1000, () -> running.getAndAdd(MILLIS / 2));
    limiter.acquire();
    long before = running.get();

    limiter.acquire();

    assertThat(running.get() - before).isGreaterThanOrEqualTo(MILLIS);
  }

  @Test
  void whoIsInterruptedDoesNotWait() {
    var limiter = new WriteLimiter(1, now::get);
    limiter.acquire();
    Thread.currentThread().interrupt();

    limiter.acquire();

    assertThat(Thread.interrupted()).isTrue();
  }
}
