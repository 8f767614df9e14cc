package io.securitybaseline.facts.azure.directory;

import java.time.Instant;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What an evaluation needs of the directory.
 *
 * @param members users who are about to be replaced by a group
 * @param replaced users whom a group replaced, each with the time at which to check once more
 * @param groups other groups that have to exist
 */
public record DirectoryQuestions(
    Set<UserInGroup> members, Map<UserInGroup, Instant> replaced, Set<String> groups) {

  /** Nothing. */
  public static final DirectoryQuestions NONE =
      new DirectoryQuestions(Set.of(), Map.of(), Set.of());

  public DirectoryQuestions {
    members = Set.copyOf(members);
    replaced = Map.copyOf(replaced);
    groups = Set.copyOf(groups);
  }

  /** Whether there is none. */
  public boolean isEmpty() {
    return members.isEmpty() && replaced.isEmpty() && groups.isEmpty();
  }

  /** Both. */
  public DirectoryQuestions and(DirectoryQuestions other) {
    if (isEmpty() || other.isEmpty()) {
      return isEmpty() ? other : this;
    }
    Map<UserInGroup, Instant> both = new TreeMap<>(replaced);
    other.replaced.forEach((pair, due) -> both.merge(pair, due, (a, b) -> a.isAfter(b) ? a : b));
    return new DirectoryQuestions(union(members, other.members), both, union(groups, other.groups));
  }

  private static <T> Set<T> union(Set<T> one, Set<T> other) {
    Set<T> both = new HashSet<>(one);
    both.addAll(other);
    return both;
  }
}
