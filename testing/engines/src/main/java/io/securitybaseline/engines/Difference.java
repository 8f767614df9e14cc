package io.securitybaseline.engines;

/**
 * A place where a property does not hold.
 *
 * @param property P1, P2 or P3
 * @param step where it was seen
 */
record Difference(String property, Step step, String namespace, String detail)
    implements Comparable<Difference> {

  @Override
  public int compareTo(Difference other) {
    return toString().compareTo(other.toString());
  }

  @Override
  public String toString() {
    return "%s %s %s: %s".formatted(property, step.label(), namespace, detail);
  }
}
