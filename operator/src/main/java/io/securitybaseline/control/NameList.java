package io.securitybaseline.control;

import java.util.Collection;
import java.util.List;
import java.util.TreeSet;

/**
 * How names stand in a message: a few of them, and none so long that it crowds out the rest.
 *
 * @param most names that are listed; the others are counted
 * @param longest characters of a name
 */
public record NameList(int most, int longest) {

  /** {@code a, b, c and 4 more}, in the order given. */
  public String of(List<String> names) {
    String first = String.join(", ", names.stream().limit(most).map(this::cut).toList());
    return names.size() <= most ? first : "%s and %,d more".formatted(first, names.size() - most);
  }

  /** The same in alphabetical order, and each name once. */
  public String sorted(Collection<String> names) {
    return names.size() == 1 ? cut(names.iterator().next()) : of(List.copyOf(new TreeSet<>(names)));
  }

  /** One name. */
  public String cut(String name) {
    return cut(name, longest);
  }

  /** A text of at most so many UTF-16 code units, with a mark where it was cut off. */
  public static String cut(String text, int longest) {
    return Excerpt.ofCharacters(text, longest);
  }
}
