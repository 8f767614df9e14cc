package io.securitybaseline.command.plan;

import java.util.List;

/**
 * What there is to do about one object, or to know of it.
 *
 * @param namespace empty where there is none
 * @param action what Enforce does: the kind of change, {@code AtSource} where somebody else has to
 *     make it, or {@code None}
 * @param before how it is now, for a binding its subjects; empty where nothing is there yet
 * @param after how it would be
 */
record Planned(
    String control,
    String namespace,
    String object,
    String action,
    String reason,
    String message,
    List<Object> before,
    List<Object> after) {

  static final String NONE = "None";
  static final String AT_SOURCE = "AtSource";

  Planned {
    before = List.copyOf(before);
    after = List.copyOf(after);
  }
}
