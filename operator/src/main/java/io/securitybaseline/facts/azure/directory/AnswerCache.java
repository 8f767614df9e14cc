package io.securitybaseline.facts.azure.directory;

import io.securitybaseline.facts.azure.directory.DirectoryReader.Answers;
import io.securitybaseline.facts.azure.directory.DirectoryReader.Request;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The questions that stand and the answers to them, with their ages. What is still needed is asked
 * again shortly before the answer is too old.
 *
 * @param <K> stands for an evaluation
 */
final class AnswerCache<K> {

  /**
   * How long an answer counts; ages are computed every five minutes, so that is an hour at most.
   */
  static final Duration GOOD_FOR = Duration.ofMinutes(55);

  /** When to ask again for what is still needed. */
  static final Duration ASK_AGAIN_AFTER = Duration.ofMinutes(50);

  /** How late the check after a replacement may be; later it would find ordinary changes. */
  static final Duration LATEST_CHECK = GOOD_FOR;

  /** Users asked for in one round, each by one request. */
  static final int MOST_USERS = 200;

  /** As many of one evaluation as long as others wait. */
  static final int SHARE = 20;

  /** Microsoft Graph takes no more groups for one user in one request. */
  static final int MOST_GROUPS_OF_A_USER = 20;

  static final int MOST_GROUPS = 60;

  private final Asked<K> asked = new Asked<>();
  private final Map<UserInGroup, At<Membership>> users = new HashMap<>();
  private final Map<String, At<GroupState>> groups = new HashMap<>();

  private record At<T>(T value, Instant when) {

    boolean isYounger(Duration age, Instant now) {
      return Duration.between(when, now).compareTo(age) < 0;
    }
  }

  /** What evaluations need. */
  Asked<K> asked() {
    return asked;
  }

  /** The next requests, with a share for every evaluation. */
  Request due(Instant now) {
    Map<String, Set<String>> due = new LinkedHashMap<>();
    asked.all().forEach(of -> duePairs(of, now).limit(SHARE).forEach(pair -> add(pair, due)));
    if (due.size() < MOST_USERS) {
      asked.all().forEach(of -> duePairs(of, now).forEach(pair -> add(pair, due)));
    }
    return new Request(due, dueGroups(due, now));
  }

  private static void add(UserInGroup pair, Map<String, Set<String>> due) {
    Set<String> known = due.get(pair.user());
    if (known == null && due.size() < MOST_USERS) {
      known = new TreeSet<>();
      due.put(pair.user(), known);
    }
    if (known != null && known.size() < MOST_GROUPS_OF_A_USER) {
      known.add(pair.group());
    }
  }

  private Set<String> dueGroups(Map<String, Set<String>> users, Instant now) {
    Stream<String> ofUsers = users.values().stream().flatMap(Set::stream);
    Stream<String> standing =
        asked
            .all()
            .flatMap(of ->
                Stream.concat(of.groups().stream(), of.members().stream().map(UserInGroup::group)));
    return Stream.concat(ofUsers, standing)
        .distinct()
        .filter(group -> isDue(groups.get(group), now))
        .limit(MOST_GROUPS)
        .collect(Collectors.toUnmodifiableSet());
  }

  private Stream<UserInGroup> duePairs(Asked.Of of, Instant now) {
    return Stream.concat(
            of.members().stream().filter(pair -> isDue(users.get(pair), now)),
            of.replaced().entrySet().stream()
                .filter(entry -> isCheckDue(users.get(entry.getKey()), entry.getValue(), now))
                .map(Map.Entry::getKey))
        .filter(pair -> !isMissing(pair.group()));
  }

  /** A group that does not exist has no members to ask for. */
  private boolean isMissing(String group) {
    At<GroupState> state = groups.get(group);
    return state != null && state.value() instanceof GroupState.Missing;
  }

  private static boolean isDue(@Nullable At<?> answer, Instant now) {
    return answer == null || !answer.isYounger(ASK_AGAIN_AFTER, now);
  }

  /** Once; and again as long as the user is missing in the group. */
  private static boolean isCheckDue(@Nullable At<Membership> answer, Instant check, Instant now) {
    if (answer != null && !answer.when().isBefore(check)) {
      return !(answer.value() instanceof Membership.Member) && isDue(answer, now);
    }
    return !now.isBefore(check) && Duration.between(check, now).compareTo(LATEST_CHECK) < 0;
  }

  void store(Answers answers, Instant now) {
    answers.users().forEach((pair, membership) -> users.put(pair, new At<>(membership, now)));
    answers.groups().forEach((group, state) -> groups.put(group, new At<>(state, now)));
  }

  /** Makes all due but what can only get worse; answers count as long as before. */
  void makeDue(Instant now) {
    Instant due = now.minus(ASK_AGAIN_AFTER);
    users.replaceAll((_, answer) ->
        answer.value() instanceof Membership.Member || answer.when().isBefore(due)
            ? answer
            : new At<>(answer.value(), due));
    groups.replaceAll(
        (_, answer) -> answer.when().isBefore(due) ? answer : new At<>(answer.value(), due));
  }

  /** What counts now; what no evaluation needs any more is forgotten. */
  Memberships snapshot(Instant now, Optional<String> failure) {
    forgetUnneeded(now);
    Map<UserInGroup, Membership> known = values(users);
    Set<String> proven =
        known.entrySet().stream()
            .filter(entry -> entry.getValue() instanceof Membership.Member)
            .map(entry -> entry.getKey().group())
            .collect(Collectors.toSet());
    Map<String, GroupState> states = values(groups);
    states.replaceAll((group, state) ->
        state instanceof GroupState.Empty && proven.contains(group)
            ? new GroupState.Usable(true)
            : state);
    return new Memberships(known, states, failure);
  }

  private void forgetUnneeded(Instant now) {
    Set<UserInGroup> pairs = new HashSet<>();
    Set<String> states = new HashSet<>();
    asked
        .all()
        .forEach(of -> {
          pairs.addAll(of.members());
          pairs.addAll(of.replaced().keySet());
          states.addAll(of.groups());
        });
    pairs.forEach(pair -> states.add(pair.group()));
    Predicate<At<?>> old = answer -> !answer.isYounger(GOOD_FOR, now);
    users
        .entrySet()
        .removeIf(entry -> old.test(entry.getValue()) || !pairs.contains(entry.getKey()));
    groups
        .entrySet()
        .removeIf(entry -> old.test(entry.getValue()) || !states.contains(entry.getKey()));
  }

  private static <A, T> Map<A, T> values(Map<A, At<T>> answers) {
    Map<A, T> values = new HashMap<>();
    answers.forEach((key, answer) -> values.put(key, answer.value()));
    return values;
  }

  /** How long until something is due or too old; empty if nothing is needed. */
  Optional<Duration> untilNext(Instant now) {
    return until(asked.all().flatMap(of -> times(of, now)), now);
  }

  /** The same of what one evaluation needs. */
  Optional<Duration> untilNext(K asker, Instant now) {
    return until(asked.of(asker).stream().flatMap(of -> times(of, now)), now);
  }

  private static Optional<Duration> until(Stream<Instant> times, Instant now) {
    return times
        .min(Instant::compareTo)
        .map(due -> due.isBefore(now) ? Duration.ZERO : Duration.between(now, due));
  }

  /** When something that is needed is due or too old. */
  private Stream<Instant> times(Asked.Of of, Instant now) {
    Stream<Instant> members =
        of.members().stream()
            .filter(pair -> !isMissing(pair.group()))
            .map(pair -> due(users.get(pair), now));
    Stream<Instant> states =
        Stream.concat(of.members().stream().map(UserInGroup::group), of.groups().stream())
            .map(group -> due(groups.get(group), now));
    Stream<Instant> checks = of.replaced().entrySet().stream().flatMap(entry -> check(entry, now));
    return Stream.of(members, states, checks).flatMap(each -> each);
  }

  private static Instant due(@Nullable At<?> answer, Instant now) {
    return answer == null ? now : answer.when().plus(ASK_AGAIN_AFTER);
  }

  private Stream<Instant> check(Map.Entry<UserInGroup, Instant> entry, Instant now) {
    At<Membership> answer = users.get(entry.getKey());
    Instant check = entry.getValue();
    if (answer != null && !answer.when().isBefore(check)) {
      return answer.value() instanceof Membership.Member
          ? Stream.empty()
          : Stream.of(answer.when().plus(ASK_AGAIN_AFTER));
    }
    return check.plus(LATEST_CHECK).isAfter(now) ? Stream.of(check) : Stream.empty();
  }

  void clear() {
    asked.clear();
    users.clear();
    groups.clear();
  }
}
