package io.securitybaseline.reconcile;

import io.securitybaseline.apply.EventSender;
import io.securitybaseline.report.BaselineEvents;
import io.securitybaseline.report.EventFactory;
import java.time.Clock;

/** Puts together what tells of transitions; only constructors are called here. */
record EventWiring(EventFactory announcements, EventSender sender, Clock clock) {

  BaselineEvents ofBaseline() {
    return new BaselineEvents(announcements, sender, clock);
  }

  ObjectEvents ofObjects() {
    return new ObjectEvents(announcements, sender, clock);
  }
}
