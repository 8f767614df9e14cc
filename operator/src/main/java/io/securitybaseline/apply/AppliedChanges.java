package io.securitybaseline.apply;

import io.securitybaseline.control.Change;
import io.securitybaseline.control.ControlId;

/** Receives every attempted change. */
@FunctionalInterface
public interface AppliedChanges {

  void applied(ControlId control, Change change, Outcome outcome);
}
