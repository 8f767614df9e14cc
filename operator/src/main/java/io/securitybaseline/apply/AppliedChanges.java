package io.securitybaseline.apply;

import io.securitybaseline.control.Change;
import io.securitybaseline.control.ControlId;

/** Hears of every change that was tried. */
@FunctionalInterface
public interface AppliedChanges {

  void applied(ControlId control, Change change, Outcome outcome);
}
