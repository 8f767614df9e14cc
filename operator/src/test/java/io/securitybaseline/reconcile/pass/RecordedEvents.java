package io.securitybaseline.reconcile.pass;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.securitybaseline.control.Change;
import io.securitybaseline.report.TenantFinding;
import java.util.ArrayList;
import java.util.List;

/** Notes what would be published. */
final class RecordedEvents implements PassEvents {

  final List<Change> applied = new ArrayList<>();
  final List<Found> found = new ArrayList<>();

  /** What was published about an object. */
  record Found(String about, List<TenantFinding> before, List<TenantFinding> now) {}

  @Override
  public void applied(HasMetadata about, Change change) {
    applied.add(change);
  }

  @Override
  public void found(HasMetadata about, List<TenantFinding> before, List<TenantFinding> now) {
    found.add(new Found(about.getMetadata().getName(), before, now));
  }
}
