package io.securitybaseline.report;

import io.fabric8.kubernetes.api.model.Event;
import io.securitybaseline.control.ControlId;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Publishes on an object when an alarm begins and when it ends. Where very many change at once,
 * only the conditions of the baseline report it: a thousand events help no one.
 */
public final class AlarmEvents {

  /** The most events of a control in one pass. */
  static final int MOST = 20;

  private final EventFactory factory;
  private final Consumer<Event> sender;
  private final Clock clock;
  private final Map<ControlId, Map<Key, Boolean>> reported = new HashMap<>();

  public AlarmEvents(EventFactory factory, Consumer<Event> sender, Clock clock) {
    this.factory = factory;
    this.sender = sender;
    this.clock = clock;
  }

  /**
   * Publishes what changed since the last call.
   *
   * @param alarms those of all objects of the control
   * @param publishesUnseen whether an alarm on an object that was not reported before is published
   */
  public synchronized void publish(ControlId control, List<Alarm> alarms, boolean publishesUnseen) {
    Map<Key, Boolean> before = reported.getOrDefault(control, Map.of());
    Map<Key, Boolean> now = new HashMap<>();
    alarms.forEach(alarm -> now.put(Key.of(alarm), alarm.raised()));
    reported.put(control, now);
    List<Alarm> changed =
        alarms.stream()
            .filter(alarm -> {
              boolean unseen = !publishesUnseen && alarm.raised();
              return alarm.raised() != before.getOrDefault(Key.of(alarm), unseen);
            })
            .toList();
    if (changed.size() <= MOST) {
      changed.forEach(alarm -> sender.accept(event(alarm)));
    }
  }

  /** The control is off: whatever it reports later is new. */
  public synchronized void forget(ControlId control) {
    reported.remove(control);
  }

  /** The baseline is gone. */
  public synchronized void forget() {
    reported.clear();
  }

  private Event event(Alarm alarm) {
    return alarm.raised()
        ? factory.warning(
            alarm.object(), alarm.begin().reason(), alarm.begin().message(), clock.instant())
        : factory.normal(
            alarm.object(), alarm.end().reason(), alarm.end().message(), clock.instant());
  }

  private record Key(String uid, String reason) {

    static Key of(Alarm alarm) {
      return new Key(alarm.object().getUid(), alarm.begin().reason());
    }
  }
}
