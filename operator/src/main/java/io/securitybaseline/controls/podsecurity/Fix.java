package io.securitybaseline.controls.podsecurity;

/**
 * A change to a pod that removes a violation.
 *
 * @param verb such as {@code set}
 * @param path of the field from the root of a pod: {@code spec.securityContext.runAsNonRoot}
 * @param rest what follows the path, such as the value to set
 */
record Fix(String verb, String path, String rest) {

  static Fix set(String path, String value) {
    return new Fix("set ", path, ": " + value);
  }

  static Fix remove(String path) {
    return new Fix("remove ", path, "");
  }

  /** Removes one value of a list. */
  static Fix removeItem(String item, String path) {
    return new Fix("remove " + item + " from ", path, "");
  }

  /**
   * The fix as a clause.
   *
   * @param template where the pod is in an object, such as {@code spec.template.}, or empty
   */
  String at(String template) {
    return verb + template + path + rest;
  }
}
