package io.securitybaseline.reconcile;

import io.securitybaseline.api.spec.ExemptedControl;
import io.securitybaseline.apply.EventSender;
import io.securitybaseline.module.ControlModule;
import io.securitybaseline.report.AlarmEvents;
import io.securitybaseline.report.BaselineEvents;
import io.securitybaseline.report.EventFactory;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Creates the publishers of events. */
record EventWiring(EventFactory announcements, EventSender sender, Clock clock) {

  /**
   * The publishers of one operator.
   *
   * @param instance the name of this process in events
   */
  static EventWiring of(String instance, EventSender sender, Clock clock) {
    return new EventWiring(new EventFactory(instance), sender, clock);
  }

  BaselineEvents ofBaseline(List<ControlModule> modules) {
    Set<ExemptedControl> exemptible =
        modules.stream()
            .flatMap(module -> module.descriptor().exemptible().stream())
            .collect(Collectors.toSet());
    return new BaselineEvents(exemptible, announcements, sender, clock);
  }

  AlarmEvents ofAlarms() {
    return new AlarmEvents(announcements, sender, clock);
  }

  ObjectEvents ofObjects() {
    return new ObjectEvents(announcements, sender, clock);
  }
}
