package io.securitybaseline.engines;

import java.util.Locale;

/** The steps of a run, in order. */
enum Step {
  /** The tenants' objects are there, the operator only reports. */
  AUDIT,
  /** The operator has been switched to Enforce. */
  ENFORCE,
  /** Tenants have changed objects since. */
  LATER,
  /** The baseline is deleted, and what the operator made is gone. */
  REMOVED;

  static Step of(String label) {
    return valueOf(label.toUpperCase(Locale.ROOT));
  }

  String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
