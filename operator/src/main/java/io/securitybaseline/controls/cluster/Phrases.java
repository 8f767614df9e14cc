package io.securitybaseline.controls.cluster;

import java.util.List;

/** The parts that messages are made of, each of bounded length. */
final class Phrases {

  private static final int MOST_NAMES = 5;

  private Phrases() {}

  /** {@code a, b and 4 more}. */
  static String names(List<String> names) {
    String first = String.join(", ", names.stream().limit(MOST_NAMES).toList());
    return names.size() <= MOST_NAMES
        ? first
        : "%s and %d more".formatted(first, names.size() - MOST_NAMES);
  }
}
