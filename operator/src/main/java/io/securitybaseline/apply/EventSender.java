package io.securitybaseline.apply;

import io.fabric8.kubernetes.api.model.Event;
import io.securitybaseline.control.Change;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends Kubernetes Events in the background and in their order. Events are a courtesy: they never
 * hold up a reconcile. They are limited for each object and reason, and in total; where more come
 * than can be sent, the newest are dropped and counted.
 */
public final class EventSender implements Consumer<Event>, AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(EventSender.class);

  static final int CAPACITY = 1000;

  /** Slots reserved for Events about the baseline, so that no tenant can use them. */
  static final int RESERVED = 100;

  private static final String BASELINE = "SecurityBaseline";

  /** In total: a burst, then ten per second. */
  static final int AT_ONCE = 50;

  private static final Duration INTERVAL = Duration.ofMillis(100);

  /** How often is looked for withheld Events that may be sent by now. */
  private static final Duration FLUSH_INTERVAL = Duration.ofSeconds(30);

  private final BlockingQueue<Event> waiting = new LinkedBlockingQueue<>(CAPACITY);
  private final ClusterWriter cluster;
  private final EventFate.Counter counter;
  private final LongSupplier nanoTime;
  private final EventLimiter limiter;
  private final EventBucket total;
  private final Thread thread;

  /**
   * @param counter receives the result of each Event
   * @param nanoTime a monotonic clock, as {@link System#nanoTime}
   */
  public EventSender(ClusterWriter cluster, EventFate.Counter counter, LongSupplier nanoTime) {
    this.cluster = cluster;
    this.counter = counter;
    this.nanoTime = nanoTime;
    this.limiter = new EventLimiter(counter);
    this.total = new EventBucket(AT_ONCE, INTERVAL, nanoTime.getAsLong());
    this.thread = Thread.ofPlatform().name("events").daemon().start(this::send);
  }

  @Override
  public synchronized void accept(Event event) {
    limiter.admit(event, nanoTime.getAsLong()).ifPresent(this::enqueue);
  }

  /** Sends what was withheld and may be sent by now. */
  synchronized void flush() {
    limiter.due(nanoTime.getAsLong()).forEach(this::enqueue);
  }

  @Override
  public void close() {
    thread.interrupt();
  }

  private void enqueue(Event event) {
    boolean aboutBaseline =
        event.getInvolvedObject() != null && BASELINE.equals(event.getInvolvedObject().getKind());
    if (!(aboutBaseline || waiting.remainingCapacity() > RESERVED) || !waiting.offer(event)) {
      counter.counted(EventFate.DROPPED);
      log.atDebug().addKeyValue("reason", event.getReason()).log("dropped an event");
    }
  }

  private void send() {
    try {
      long flushed = nanoTime.getAsLong();
      while (!Thread.currentThread().isInterrupted()) {
        Event event = waiting.poll(FLUSH_INTERVAL.toNanos(), TimeUnit.NANOSECONDS);
        if (event != null) {
          pace();
          send(event);
        }
        if (nanoTime.getAsLong() - flushed >= FLUSH_INTERVAL.toNanos()) {
          flushed = nanoTime.getAsLong();
          flush();
        }
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private void pace() throws InterruptedException {
    for (long wait = total.waitNanos(nanoTime.getAsLong());
        wait > 0;
        wait = total.waitNanos(nanoTime.getAsLong())) {
      TimeUnit.NANOSECONDS.sleep(wait);
    }
    total.take(nanoTime.getAsLong());
  }

  private void send(Event event) {
    String outcome;
    EventFate fate = EventFate.FAILED;
    try {
      Outcome answer = cluster.apply(new Change.Create(event, event.getReason()));
      outcome = answer.label();
      fate = answer instanceof Outcome.Applied ? EventFate.SENT : EventFate.FAILED;
    } catch (RuntimeException e) {
      // One event that cannot be sent must not silence all that come after it.
      outcome = e.toString();
    }
    counter.counted(fate);
    log.atDebug()
        .addKeyValue("reason", event.getReason())
        .addKeyValue("outcome", outcome)
        .log("sent an event");
  }
}
