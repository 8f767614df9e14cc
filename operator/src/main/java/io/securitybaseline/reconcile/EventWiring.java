package io.securitybaseline.reconcile;

import io.securitybaseline.apply.EventSender;
import io.securitybaseline.controls.groupbindings.GroupBindingsModule;
import io.securitybaseline.report.AlarmEvents;
import io.securitybaseline.report.BaselineEvents;
import io.securitybaseline.report.BindingEvents;
import io.securitybaseline.report.EventFactory;
import io.securitybaseline.report.NamespaceEvents;
import java.time.Clock;

/** Puts together what tells of transitions; only constructors are called here. */
record EventWiring(EventFactory announcements, EventSender sender, Clock clock) {

  BaselineEvents ofBaseline() {
    return new BaselineEvents(announcements, sender, clock);
  }

  NamespaceEvents ofNamespaces() {
    return new NamespaceEvents(announcements, sender, clock);
  }

  BindingEvents ofBindings() {
    return new BindingEvents(
        GroupBindingsModule.DESCRIPTOR.tenantReasons(), announcements, sender, clock);
  }

  AlarmEvents ofAlarms() {
    return new AlarmEvents(announcements, sender, clock);
  }
}
