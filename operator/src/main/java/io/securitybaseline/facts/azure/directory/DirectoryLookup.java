package io.securitybaseline.facts.azure.directory;

import io.securitybaseline.facts.azure.Failure;
import io.securitybaseline.facts.azure.directory.DirectoryReader.Answers;
import io.securitybaseline.facts.azure.directory.DirectoryReader.Request;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Asks the directory once and waits for the answers, as commands do. */
public final class DirectoryLookup {

  private final Map<UserInGroup, Membership> users = new HashMap<>();
  private final Map<String, GroupState> groups = new HashMap<>();
  private Optional<String> failure = Optional.empty();

  private DirectoryLookup() {}

  /** What the directory answers; nothing is opened without a question. Does not throw. */
  public static Memberships ask(DirectoryReader.Source source, DirectoryQuestions questions) {
    if (questions.isEmpty()) {
      return Memberships.NONE;
    }
    DirectoryLookup lookup = new DirectoryLookup();
    try {
      lookup.ask(source.open(), requests(questions));
    } catch (IllegalArgumentException e) {
      lookup.failure = Optional.of(String.valueOf(e.getMessage()));
    }
    return new Memberships(lookup.users, lookup.groups, lookup.failure);
  }

  /** The first failure ends it: the command can be run again. */
  private void ask(DirectoryReader reader, List<Request> requests) {
    for (Request request : requests) {
      if (failure.isEmpty()) {
        Answers answers = reader.read(request);
        users.putAll(answers.users());
        groups.putAll(answers.groups());
        failure = answers.failure().map(Failure::message);
      }
    }
  }

  /** Groups first, so that nothing is asked about members of a group that does not exist. */
  private static List<Request> requests(DirectoryQuestions questions) {
    Set<String> ids = new TreeSet<>(questions.groups());
    Map<String, Set<String>> open = new TreeMap<>();
    for (UserInGroup pair : questions.members()) {
      ids.add(pair.group());
      open.computeIfAbsent(pair.user(), _ -> new TreeSet<>()).add(pair.group());
    }
    List<Request> requests = new ArrayList<>();
    while (!ids.isEmpty() || !open.isEmpty()) {
      requests.add(new Request(takeUsers(open), Set.copyOf(take(ids, AnswerCache.MOST_GROUPS))));
    }
    return requests;
  }

  private static Map<String, Set<String>> takeUsers(Map<String, Set<String>> open) {
    Map<String, Set<String>> taken = new TreeMap<>();
    for (String user : take(new TreeSet<>(open.keySet()), AnswerCache.MOST_USERS)) {
      Set<String> of = open.getOrDefault(user, Set.of());
      taken.put(user, take(of, AnswerCache.MOST_GROUPS_OF_A_USER));
      if (of.isEmpty()) {
        open.remove(user);
      }
    }
    return taken;
  }

  private static Set<String> take(Set<String> from, int most) {
    Set<String> taken = new TreeSet<>(from.stream().limit(most).toList());
    from.removeAll(taken);
    return taken;
  }
}
