package io.securitybaseline.reconcile;

import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.securitybaseline.reconcile.caches.ReportCaches;
import java.util.stream.Stream;

/** What changes in the stored policy reports trigger. */
record ReportEvents(ReconcileTriggers triggers, Runnable triggerAll)
    implements ReportCaches.Events {

  @Override
  public void known() {
    triggerAll.run();
    triggers.baseline();
  }

  @Override
  public void changed(String namespace) {
    if (namespace.isEmpty()) {
      triggers.baseline();
    } else {
      triggers.namespaces(Stream.of(new ResourceID(namespace)));
    }
  }
}
