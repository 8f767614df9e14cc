package io.securitybaseline.engines;

import java.util.Locale;

/** The steps of a run, in order. */
enum Step {
  /** The tenants' objects are there, the operator only reports. */
  AUDIT,
  /** The operator has been switched to Enforce. */
  ENFORCE,
  /** allowedPods has a second value. */
  ALLOWED,
  /** The spec names another engine, whose policies have another form. */
  SWITCHED,
  /** The engine is right again, and the rollout selects half of the namespaces. */
  ROLLOUT,
  /** Back to Audit. */
  PAUSED,
  /** Enforce again, everywhere. */
  RESUMED,
  /** Tenants have changed objects since. */
  LATER,
  /** Tenants have taken that back. */
  UNDONE,
  /** Tenants have changed objects as before; the baseline is deleted, and what it made is gone. */
  REMOVED;

  static Step of(String label) {
    return valueOf(label.toUpperCase(Locale.ROOT));
  }

  String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Whether allowedPods lets a pod with that value of its label use the address. */
  boolean allows(String value) {
    boolean both = this == ALLOWED || this == SWITCHED || this == ROLLOUT;
    return value.equals("true") || (both && value.equals("also"));
  }
}
