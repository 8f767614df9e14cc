package io.securitybaseline.control.nodes;

import java.util.List;

/** Names in a message, as many as it can bear. */
final class Names {

  private static final int MOST = 3;

  /** AKS node names have some 30 characters; another cluster's may have 253. */
  private static final int LONGEST = 48;

  /**
   * The names of images are values of a label, which have no more; longer ones only Azure gives.
   */
  private static final int LONGEST_IMAGE = 63;

  private Names() {}

  /** {@code a, b, c and 4 more}, in the order given. */
  static String of(List<String> names) {
    String first = String.join(", ", names.stream().limit(MOST).map(Names::cut).toList());
    return names.size() <= MOST ? first : "%s and %,d more".formatted(first, names.size() - MOST);
  }

  /** {@code 1 node}, {@code 2 of 40 nodes}. */
  static String nodes(int some, int all) {
    if (some == all) {
      return all == 1 ? "1 node" : "all %,d nodes".formatted(all);
    }
    return "%,d of %,d nodes".formatted(some, all);
  }

  static String cut(String name) {
    return cut(name, LONGEST);
  }

  static String image(String name) {
    return cut(name, LONGEST_IMAGE);
  }

  private static String cut(String name, int longest) {
    return name.length() <= longest ? name : name.substring(0, longest - 1) + "…";
  }
}
