package io.securitybaseline.controls.podsecurity;

import io.securitybaseline.facts.watch.Footprint;
import java.util.List;

/**
 * A control of the standards that a pod violates, in the versions from {@code since} on and before
 * {@code until}.
 *
 * @param until {@link Integer#MAX_VALUE} where no later version is known
 * @param fixes the first of what removes the violation
 * @param more how many more fixes are needed
 */
record Violation(StandardControl control, int since, int until, List<Fix> fixes, int more) {

  private static final long OBJECT = 72;

  Violation {
    fixes = List.copyOf(fixes);
  }

  boolean isIn(int minor) {
    return since <= minor && minor < until;
  }

  /** The same in more versions. */
  Violation until(int minor) {
    return new Violation(control, since, minor, fixes, more);
  }

  /** Whether it differs from the other one only in the versions, and follows it. */
  boolean continues(Violation earlier) {
    return control == earlier.control
        && since == earlier.until
        && more == earlier.more
        && fixes.equals(earlier.fixes);
  }

  /** About how many bytes of memory it takes. */
  long bytes() {
    long bytes = OBJECT;
    for (Fix fix : fixes) {
      bytes += Footprint.of(fix.path()) + Footprint.of(fix.rest());
    }
    return bytes;
  }
}
