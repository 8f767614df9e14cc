package io.securitybaseline.facts.azure.directory;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * What evaluations need at present, by evaluation. Bounded: what does not fit is not asked, so that
 * it stays unknown. An evaluation with many questions loses some of its own first.
 *
 * @param <K> stands for an evaluation
 */
final class Asked<K> {

  /** Distinct questions of one evaluation: more users than one namespace has in practice. */
  static final int MOST_OF_ONE = 1_000;

  /** Questions of all evaluations; beyond, each has so few that ten thousand still fit. */
  static final int MOST = 50_000;

  static final int MOST_OF_ONE_IF_FULL = 10;

  private final Map<K, Of> byAsker = new LinkedHashMap<>();
  private int size;

  /**
   * The questions of one evaluation.
   *
   * @param members to ask as soon as possible, and again while they stand
   * @param replaced to ask once, at a time of the steady clock
   */
  record Of(Set<UserInGroup> members, Map<UserInGroup, Instant> replaced, Set<String> groups) {

    int size() {
      return members.size() + replaced.size() + groups.size();
    }

    boolean concerns(Set<UserInGroup> pairs, Set<String> states) {
      return groups.stream().anyMatch(states::contains)
          || Stream.concat(members.stream(), replaced.keySet().stream())
              .anyMatch(pair -> pairs.contains(pair) || states.contains(pair.group()));
    }
  }

  /** Replaces what one evaluation needs. */
  void put(K asker, DirectoryQuestions questions, Duration toSteady) {
    Of before = byAsker.remove(asker);
    size -= before == null ? 0 : before.size();
    if (questions.isEmpty()) {
      return;
    }
    int most = size > MOST ? MOST_OF_ONE_IF_FULL : MOST_OF_ONE;
    Of now = bounded(questions, toSteady, most);
    size += now.size();
    byAsker.put(asker, now);
  }

  /** Whether the evaluation needs anything. */
  boolean has(K asker) {
    return byAsker.containsKey(asker);
  }

  /** What one evaluation needs; empty if that is nothing. */
  Optional<Of> of(K asker) {
    return Optional.ofNullable(byAsker.get(asker));
  }

  private static Of bounded(DirectoryQuestions questions, Duration toSteady, int most) {
    Set<UserInGroup> members = new TreeSet<>();
    questions.members().stream().sorted().limit(most).forEach(members::add);
    Set<String> groups = new TreeSet<>();
    questions.groups().stream().sorted().limit(most - members.size()).forEach(groups::add);
    Map<UserInGroup, Instant> replaced = new HashMap<>();
    questions.replaced().entrySet().stream()
        .sorted(Map.Entry.comparingByKey(Comparator.naturalOrder()))
        .limit(most - members.size() - groups.size())
        .forEach(entry -> replaced.put(entry.getKey(), entry.getValue().plus(toSteady)));
    return new Of(members, replaced, groups);
  }

  Stream<Of> all() {
    return byAsker.values().stream();
  }

  /** Evaluations that have asked for any of these. */
  Stream<K> askersOf(Set<UserInGroup> pairs, Set<String> groups) {
    return byAsker.entrySet().stream()
        .filter(entry -> entry.getValue().concerns(pairs, groups))
        .map(Map.Entry::getKey);
  }

  Set<K> askers() {
    return Set.copyOf(byAsker.keySet());
  }

  void clear() {
    byAsker.clear();
    size = 0;
  }
}
