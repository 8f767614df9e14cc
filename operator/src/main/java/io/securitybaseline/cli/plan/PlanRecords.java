package io.securitybaseline.cli.plan;

import io.securitybaseline.control.ControlId;
import io.securitybaseline.module.Records;
import io.securitybaseline.report.Tally;
import java.util.Optional;

/** Every namespace has what Enforce creates there: the plan lists that as well. */
final class PlanRecords implements Records {

  @Override
  public Optional<Tally> inPlace(ControlId control, String namespace, String uid) {
    return Optional.of(Tally.NONE);
  }

  @Override
  public boolean hadIntent(ControlId control, String namespace, String uid) {
    return false;
  }

  @Override
  public int annotationRemovals(String uid, boolean annotated) {
    return 0;
  }
}
