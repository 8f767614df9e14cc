package io.securitybaseline.module;

import io.securitybaseline.control.ControlId;
import io.securitybaseline.report.Tally;
import java.util.Optional;

/** What the operator remembers of earlier passes. Commands remember nothing. */
public interface Records {

  /** Nothing is remembered. */
  Records NONE =
      new Records() {
        @Override
        public Optional<Tally> inPlace(ControlId control, String namespace, String uid) {
          return Optional.empty();
        }

        @Override
        public boolean hadIntent(ControlId control, String namespace, String uid) {
          return false;
        }

        @Override
        public int annotationRemovals(String uid, boolean annotated) {
          return 0;
        }
      };

  /**
   * What was counted in a namespace in which everything that the control can do was seen in place,
   * in this very situation; empty where that was not seen.
   */
  Optional<Tally> inPlace(ControlId control, String namespace, String uid);

  /** Whether objects of the operator's were to be in place in the namespace after the last pass. */
  boolean hadIntent(ControlId control, String namespace, String uid);

  /**
   * How often within a month another client removed the operator's annotation from an object whose
   * subjects the operator had replaced.
   *
   * @param annotated whether the object carries the annotation now
   */
  int annotationRemovals(String uid, boolean annotated);
}
