package io.securitybaseline.controls.podsecurity;

import java.util.ArrayList;
import java.util.List;

/** The fixes of one violation. A pod is violated if there is any; only the first ones are kept. */
final class Fixes {

  /** More would not be read, and a tenant decides how many there are. */
  static final int MOST = 3;

  /** Most rules find nothing in a pod, and there are dozens of them. */
  private List<Fix> first = List.of();

  private int count;

  void add(Fix fix) {
    if (count == 0) {
      first = new ArrayList<>(MOST);
    }
    if (count < MOST) {
      first.add(fix);
    }
    count++;
  }

  boolean isEmpty() {
    return count == 0;
  }

  List<Fix> first() {
    return List.copyOf(first);
  }

  /** How many were not kept. */
  int more() {
    return count - first.size();
  }
}
