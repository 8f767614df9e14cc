package io.securitybaseline.apply;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.EventBuilder;
import io.securitybaseline.control.Change;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class EventSenderTest {
  private final BlockingQueue<Change> sent = new LinkedBlockingQueue<>();
  private final List<EventFate> fates = Collections.synchronizedList(new ArrayList<>());
  private final AtomicLong nanos = new AtomicLong();
  private final List<Long> sentAt = Collections.synchronizedList(new ArrayList<>());

  @Test
  void eventsAreCreatedInTheirOrder() throws Exception {
    try (EventSender sender = sender(this::accept)) {
      sender.accept(event("A"));
      sender.accept(event("B"));

      assertThat(sent.take()).isEqualTo(new Change.Create(event("A"), "A"));
      assertThat(sent.take()).isEqualTo(new Change.Create(event("B"), "B"));
    }
  }

  @Test
  void refusalsAndFaultsSilenceNoLaterEvent() throws Exception {
    ClusterWriter cluster =
        change -> {
          sent.add(change);
          if (change.because().equals("A")) {
            throw new IllegalStateException("a fault");
          }
          return new Outcome.Rejected("not this one");
        };
    try (EventSender sender = sender(cluster)) {
      sender.accept(event("A"));
      sender.accept(event("B"));
      sender.accept(event("C"));

      assertThat(sent.take().because()).isEqualTo("A");
      assertThat(sent.take().because()).isEqualTo("B");
      assertThat(sent.take().because()).isEqualTo("C");
    }
  }

  @Test
  void whatCannotBeSentIsDroppedAndCountedAndTheBaselineKeepsItsPlaces() throws Exception {
    Semaphore gate = new Semaphore(0);
    ClusterWriter stuck =
        change -> {
          gate.acquireUninterruptibly();
          return accept(change);
        };
    try (EventSender sender = sender(stuck)) {
      for (int i = 0; i < 3000; i++) {
        sender.accept(about("Namespace", "ns-" + i, "A"));
      }
      // One may have been removed of the queue already.
      assertThat(fates)
          .containsOnly(EventFate.DROPPED)
          .hasSizeBetween(
              3000 - 1 - EventSender.CAPACITY + EventSender.RESERVED,
              3000 - EventSender.CAPACITY + EventSender.RESERVED);
      int dropped = fates.size();
      sender.accept(about("SecurityBaseline", "default", "Suspended"));
      assertThat(fates).hasSize(dropped);
      gate.release(3000);

      assertThat(sent.take().because()).isEqualTo("A");
    }
  }

  @Test
  void inTotalABurstOfFiftyThenTenPerSecond() throws Exception {
    try (EventSender sender = sender(this::accept)) {
      for (int i = 0; i < EventSender.AT_ONCE + 1; i++) {
        sender.accept(about("Namespace", "ns-" + i, "A"));
      }
      for (int i = 0; i < EventSender.AT_ONCE; i++) {
        assertThat(sent.take()).isNotNull();
      }
      nanos.addAndGet(Duration.ofMillis(100).toNanos());
      assertThat(sent.take()).isNotNull();
    }
    assertThat(sentAt.subList(0, EventSender.AT_ONCE)).containsOnly(0L);
    assertThat(sentAt.get(EventSender.AT_ONCE)).isEqualTo(Duration.ofMillis(100).toNanos());
  }

  @Test
  void whatWasWithheldIsSentOnceItMayBe() throws Exception {
    try (EventSender sender = sender(this::accept)) {
      for (int i = 0; i < EventLimiter.SIMILAR_AT_ONCE + 2; i++) {
        sender.accept(about("Namespace", "shop", "A"));
      }
      for (int i = 0; i < EventLimiter.SIMILAR_AT_ONCE; i++) {
        assertThat(sent.take()).isNotNull();
      }
      nanos.addAndGet(EventLimiter.INTERVAL.toNanos());
      sender.flush();

      assertThat(((Event) sent.take().object()).getCount()).isEqualTo(2);
    }
  }

  private EventSender sender(ClusterWriter cluster) {
    return new EventSender(cluster, fates::add, nanos::get);
  }

  private Outcome accept(Change change) {
    sentAt.add(nanos.get());
    sent.add(change);
    return new Outcome.Applied();
  }

  private static Event event(String reason) {
    return new EventBuilder().withReason(reason).build();
  }

  private static Event about(String kind, String name, String reason) {
    return new EventBuilder()
        .withNewInvolvedObject()
        .withKind(kind)
        .withName(name)
        .endInvolvedObject()
        .withReason(reason)
        .build();
  }
}
