package io.securitybaseline.reconcile;

import io.securitybaseline.apply.EventSender;
import io.securitybaseline.report.AlarmEvents;
import io.securitybaseline.report.BaselineEvents;
import io.securitybaseline.report.EventFactory;
import java.time.Clock;

/** Creates the publishers of events. */
record EventWiring(EventFactory announcements, EventSender sender, Clock clock) {

  BaselineEvents ofBaseline() {
    return new BaselineEvents(announcements, sender, clock);
  }

  AlarmEvents ofAlarms() {
    return new AlarmEvents(announcements, sender, clock);
  }

  ObjectEvents ofObjects() {
    return new ObjectEvents(announcements, sender, clock);
  }
}
