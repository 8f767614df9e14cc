package io.securitybaseline.report;

import io.fabric8.kubernetes.api.model.ObjectReference;

/**
 * A state of one object that is worth an event on that object when it begins and when it ends. A
 * control reports every object that can be in the state, so that the end of the state differs from
 * the end of the object.
 *
 * @param object with its uid
 * @param raised whether the object is in the state
 * @param begin the event when it begins, a Warning
 * @param end the event when it ends
 */
public record Alarm(ObjectReference object, boolean raised, Notice begin, Notice end) {

  /**
   * What an event reports.
   *
   * @param reason a documented PascalCase constant
   */
  public record Notice(String reason, String message) {}
}
