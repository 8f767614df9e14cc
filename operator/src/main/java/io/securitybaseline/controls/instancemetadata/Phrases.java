package io.securitybaseline.controls.instancemetadata;

import io.securitybaseline.control.NameList;
import java.util.Collection;
import java.util.TreeSet;

/** The parts that messages are made of, each of bounded length. */
final class Phrases {

  /** How many names a message has. */
  static final int NAMED = 3;

  private static final NameList NAMES = new NameList(NAMED, 40);
  private static final int LONGEST_MESSAGE = 300;

  private Phrases() {}

  /** {@code a, b, c and 4 more}, in alphabetical order and each name once. */
  static String names(Collection<String> names) {
    return NAMES.sorted(names);
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
    return names.size() == 1 || new TreeSet<>(names).size() == 1;
  }

  static String shortened(String name) {
    return NAMES.cut(name);
  }

  /** The message, cut off in the rare case that all its parts are as long as they can be. */
  static String bounded(String message) {
    return NameList.cut(message, LONGEST_MESSAGE);
  }
}
