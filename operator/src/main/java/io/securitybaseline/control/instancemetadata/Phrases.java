package io.securitybaseline.control.instancemetadata;

import java.util.Collection;
import java.util.List;
import java.util.TreeSet;

/** The parts that messages are made of, each of bounded length. */
final class Phrases {

  private static final int MOST_NAMES = 3;
  private static final int LONGEST_NAME = 40;
  private static final int LONGEST_MESSAGE = 300;

  private Phrases() {}

  /** {@code a, b, c and 4 more}, in alphabetical order and each name once. */
  static String names(Collection<String> names) {
    List<String> sorted = List.copyOf(new TreeSet<>(names));
    String first =
        String.join(", ", sorted.stream().limit(MOST_NAMES).map(Phrases::shortened).toList());
    return sorted.size() <= MOST_NAMES
        ? first
        : "%s and %d more".formatted(first, sorted.size() - MOST_NAMES);
  }

  /** {@code 1 pod}, {@code 2 pods}. */
  static String count(int count, String noun) {
    return count == 1 ? "1 " + noun : count + " " + noun + "s";
  }

  /** {@code NetworkPolicy a}, {@code NetworkPolicies a, b}. */
  static String policies(Collection<String> names) {
    return (isOne(names) ? "NetworkPolicy " : "NetworkPolicies ") + names(names);
  }

  /** {@code NetworkPolicy a allows}, {@code NetworkPolicies a, b allow}. */
  static String policies(Collection<String> names, String verb) {
    return policies(names) + " " + verb + (isOne(names) ? "s" : "");
  }

  private static boolean isOne(Collection<String> names) {
    return new TreeSet<>(names).size() == 1;
  }

  static String shortened(String name) {
    return cut(name, LONGEST_NAME);
  }

  /** The message, cut off in the rare case that all its parts are as long as they can be. */
  static String bounded(String message) {
    return cut(message, LONGEST_MESSAGE);
  }

  private static String cut(String text, int longest) {
    return text.length() <= longest ? text : text.substring(0, longest - 1) + "…";
  }
}
