package io.securitybaseline.apply;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.EventBuilder;
import io.securitybaseline.control.Change;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.Test;

class EventSenderTest {
  private final BlockingQueue<Change> sent = new LinkedBlockingQueue<>();

  @Test
  void eventsAreCreatedInTheirOrder() throws Exception {
    try (EventSender sender = new EventSender(this::accept)) {
      sender.accept(event("A"));
      sender.accept(event("B"));

      assertThat(sent.take()).isEqualTo(new Change.Create(event("A"), "A"));
      assertThat(sent.take()).isEqualTo(new Change.Create(event("B"), "B"));
    }
  }

  @Test
  void refusalsAndFaultsSilenceNoLaterEvent() throws Exception {
    Cluster cluster =
        change -> {
          sent.add(change);
          if (change.because().equals("A")) {
            throw new IllegalStateException("a fault");
          }
          return new Outcome.Refused("not this one");
        };
    try (EventSender sender = new EventSender(cluster)) {
      sender.accept(event("A"));
      sender.accept(event("B"));
      sender.accept(event("C"));

      assertThat(sent.take().because()).isEqualTo("A");
      assertThat(sent.take().because()).isEqualTo("B");
      assertThat(sent.take().because()).isEqualTo("C");
    }
  }

  @Test
  void whatCannotBeSentIsDroppedAndHoldsNobodyUp() throws Exception {
    Semaphore gate = new Semaphore(0);
    Cluster stuck =
        change -> {
          gate.acquireUninterruptibly();
          return accept(change);
        };
    try (EventSender sender = new EventSender(stuck)) {
      for (int i = 0; i < 3000; i++) {
        sender.accept(event("E" + i));
      }
      gate.release(3000);

      assertThat(sent.take().because()).isEqualTo("E0");
    }
  }

  private Outcome accept(Change change) {
    sent.add(change);
    return new Outcome.Done();
  }

  private static Event event(String reason) {
    return new EventBuilder().withReason(reason).build();
  }
}
