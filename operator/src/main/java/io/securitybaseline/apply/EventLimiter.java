package io.securitybaseline.apply;

import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.EventBuilder;
import io.fabric8.kubernetes.api.model.MicroTime;
import io.fabric8.kubernetes.api.model.ObjectReference;
import io.securitybaseline.control.Excerpt;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Limits Events with the numbers of client-go's EventCorrelator: ten for each object and reason and
 * 25 for each object, then one in five minutes. What client-go counts by changing an Event that
 * exists is combined here before it is sent, so that the operator needs no right to change Events.
 * Not safe for use by several threads.
 */
final class EventLimiter {

  /** As client-go marks Events that stand for several. */
  static final String COMBINED = "(combined from similar events): ";

  /** The API server rejects an Event whose message is longer, in bytes. */
  private static final int MESSAGE_BYTES = 1024;

  static final int SIMILAR_AT_ONCE = 10;
  static final int OF_OBJECT_AT_ONCE = 25;
  static final Duration INTERVAL = Duration.ofMinutes(5);

  /** Objects and reasons that are remembered; those that were idle longest are forgotten. */
  static final int MOST_KEYS = 4096;

  /** There is one baseline with few reasons; a noisy reason must not silence the others. */
  private static final String BASELINE = "SecurityBaseline";

  private final EventFate.Counter counter;
  private final Recent<Key, Similar> similar = new Recent<>();
  private final Recent<Key, EventBucket> objects = new Recent<>();

  EventLimiter(EventFate.Counter counter) {
    this.counter = counter;
  }

  /**
   * Takes an Event, and gives what to send now.
   *
   * @param now of a monotonic clock, in nanoseconds
   * @return what to send now: the Event, or one that combines it with those that were withheld
   */
  Optional<Event> admit(Event event, long now) {
    Key key = Key.of(event, Objects.toString(event.getReason(), ""));
    Similar group = similar.computeIfAbsent(key, _ -> new Similar(now));
    group.add(event);
    Optional<Event> admitted = release(key, group, now);
    if (admitted.isEmpty()) {
      counter.counted(EventFate.WITHHELD);
    }
    return admitted;
  }

  /** What was withheld and may be sent by now, so that the last of many is not lost. */
  List<Event> due(long now) {
    List<Event> due = new ArrayList<>();
    similar.forEach((key, group) -> {
      if (group.waiting > 0) {
        release(key, group, now).ifPresent(due::add);
      }
    });
    return due;
  }

  private Optional<Event> release(Key key, Similar group, long now) {
    Key object = new Key(key.kind(), key.name(), key.uid(), "");
    EventBucket ofObject =
        objects.computeIfAbsent(object, _ -> new EventBucket(OF_OBJECT_AT_ONCE, INTERVAL, now));
    boolean limited = !BASELINE.equals(key.kind());
    if (group.bucket.waitNanos(now) > 0 || (limited && ofObject.waitNanos(now) > 0)) {
      return Optional.empty();
    }
    group.bucket.take(now);
    ofObject.take(now);
    return Optional.of(group.remove());
  }

  private record Key(String kind, String name, String uid, String reason) {
    static Key of(Event event, String reason) {
      ObjectReference about = event.getInvolvedObject();
      return about == null
          ? new Key("", "", "", reason)
          : new Key(
              Objects.toString(about.getKind(), ""),
              Objects.toString(about.getName(), ""),
              Objects.toString(about.getUid(), ""),
              reason);
    }
  }

  /** Events about one object for one reason. */
  private static final class Similar {
    private final EventBucket bucket;
    private int waiting;
    private @Nullable Event first;
    private @Nullable Event last;

    Similar(long now) {
      this.bucket = new EventBucket(SIMILAR_AT_ONCE, INTERVAL, now);
    }

    void add(Event event) {
      first = waiting == 0 ? event : first;
      last = event;
      waiting++;
    }

    Event remove() {
      Event event = Objects.requireNonNull(last);
      Event combined = waiting == 1 ? event : combined(Objects.requireNonNull(first), event);
      waiting = 0;
      first = null;
      last = null;
      return combined;
    }

    private Event combined(Event since, Event event) {
      return new EventBuilder(event)
          .withMessage(Excerpt.of(COMBINED + event.getMessage(), MESSAGE_BYTES))
          .withCount(waiting)
          .withFirstTimestamp(seconds(since.getEventTime()))
          .withLastTimestamp(seconds(event.getEventTime()))
          .build();
    }

    private static @Nullable String seconds(@Nullable MicroTime time) {
      return time == null ? null : time.getTime().replaceFirst("\\.\\d+Z$", "Z");
    }
  }

  /** Forgets what was used longest ago. */
  private final class Recent<K, V> extends LinkedHashMap<K, V> {
    private static final long serialVersionUID = 1;

    Recent() {
      super(16, 0.75f, true);
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
      boolean full = size() > MOST_KEYS;
      if (full && eldest.getValue() instanceof Similar group && group.waiting > 0) {
        counter.counted(EventFate.DROPPED);
      }
      return full;
    }
  }
}
