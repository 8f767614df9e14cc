package io.securitybaseline.engines;

/** A pod by namespace and name. */
record PodId(String namespace, String name) implements Comparable<PodId> {

  @Override
  public int compareTo(PodId other) {
    return toString().compareTo(other.toString());
  }

  @Override
  public String toString() {
    return namespace + "/" + name;
  }
}
