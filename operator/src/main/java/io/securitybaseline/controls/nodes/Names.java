package io.securitybaseline.controls.nodes;

import io.securitybaseline.control.NameList;
import java.util.List;

/** Names in a message, as many as it can bear. */
final class Names {

  /** AKS node names have some 30 characters; another cluster's may have 253. */
  private static final NameList NAMES = new NameList(3, 48);

  /**
   * The names of images are values of a label, which have no more; longer ones only Azure gives.
   */
  private static final int LONGEST_IMAGE = 63;

  private Names() {}

  /** {@code a, b, c and 4 more}, in the order given. */
  static String of(List<String> names) {
    return NAMES.of(names);
  }

  /** {@code 1 node}, {@code 2 of 40 nodes}. */
  static String nodes(int some, int all) {
    if (some == all) {
      return all == 1 ? "1 node" : "all %,d nodes".formatted(all);
    }
    return "%,d of %,d nodes".formatted(some, all);
  }

  static String cut(String name) {
    return NAMES.cut(name);
  }

  static String image(String name) {
    return NameList.cut(name, LONGEST_IMAGE);
  }
}
