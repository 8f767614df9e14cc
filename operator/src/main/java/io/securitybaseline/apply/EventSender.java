package io.securitybaseline.apply;

import io.fabric8.kubernetes.api.model.Event;
import io.securitybaseline.control.Change;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends Kubernetes Events in the background and in their order. Events are a courtesy: they never
 * hold up a reconcile, and where more come than can be sent, the newest are dropped.
 */
public final class EventSender implements Consumer<Event>, AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(EventSender.class);
  private static final int CAPACITY = 1000;

  private final BlockingQueue<Event> waiting = new ArrayBlockingQueue<>(CAPACITY);
  private final Cluster cluster;
  private final Thread thread;

  public EventSender(Cluster cluster) {
    this.cluster = cluster;
    this.thread = Thread.ofPlatform().name("events").daemon().start(this::send);
  }

  @Override
  public void accept(Event event) {
    if (!waiting.offer(event)) {
      log.atDebug().addKeyValue("reason", event.getReason()).log("dropped an event");
    }
  }

  @Override
  public void close() {
    thread.interrupt();
  }

  private void send() {
    try {
      while (!Thread.currentThread().isInterrupted()) {
        send(waiting.take());
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private void send(Event event) {
    String outcome;
    try {
      outcome = cluster.apply(new Change.Create(event, event.getReason())).label();
    } catch (RuntimeException e) {
      // One event that cannot be sent must not silence all that come after it.
      outcome = e.toString();
    }
    log.atDebug()
        .addKeyValue("reason", event.getReason())
        .addKeyValue("outcome", outcome)
        .log("sent an event");
  }
}
