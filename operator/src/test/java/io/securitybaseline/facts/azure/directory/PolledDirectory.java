package io.securitybaseline.facts.azure.directory;

import io.securitybaseline.facts.azure.Failure;
import io.securitybaseline.facts.azure.Failure.Kind;
import io.securitybaseline.facts.azure.ManagedClusterPoller.Clocks;
import io.securitybaseline.facts.azure.directory.DirectoryReader.Answers;
import io.securitybaseline.facts.azure.directory.DirectoryReader.Request;
import io.securitybaseline.testing.MovableClock;
import io.securitybaseline.testing.azure.FakeTimer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;

/** A poller with a directory and a clock that tests move. */
abstract class PolledDirectory {

  static final String DEVS = "9c1d5b6e-7f00-4f4f-9a34-2d0f6d1a7c11";
  static final UserInGroup ALICE = new UserInGroup("alice@contoso.com", DEVS);
  static final UserInGroup BOB = new UserInGroup("bob@contoso.com", DEVS);

  final MovableClock clock = MovableClock.at("2026-11-01T12:00:00Z");
  final FakeTimer timer = new FakeTimer(clock);
  final List<Request> requests = new ArrayList<>();
  final List<String> triggered = new ArrayList<>();
  final Set<UserInGroup> members = new HashSet<>(Set.of(ALICE));
  Optional<Failure> failure = Optional.empty();
  boolean answering = true;
  int opened;

  final DirectoryPoller<String> poller =
      new DirectoryPoller<>(
          () -> {
            opened++;
            return this::read;
          },
          timer,
          new SplittableRandom(1),
          new Clocks(clock, clock),
          triggered::addAll);

  Answers read(Request request) {
    requests.add(request);
    if (!answering) {
      return new Answers(Map.of(), Map.of(), failure);
    }
    Map<UserInGroup, Membership> users = new HashMap<>();
    request
        .users()
        .forEach((user, groups) ->
            groups.forEach(group -> {
              UserInGroup pair = new UserInGroup(user, group);
              users.put(
                  pair,
                  members.contains(pair) ? new Membership.Member() : new Membership.NotAMember());
            }));
    return new Answers(
        users,
        request.groups().stream()
            .collect(Collectors.toMap(id -> id, _ -> new GroupState.Usable(false))),
        failure);
  }

  void fail(Kind kind, Optional<Duration> retryAfter) {
    answering = false;
    failure = Optional.of(new Failure(kind, "it fails", retryAfter));
  }

  void ask(String asker, UserInGroup... pairs) {
    poller.ask(asker, questions(pairs), poller.known());
  }

  static DirectoryQuestions questions(UserInGroup... pairs) {
    return new DirectoryQuestions(Set.of(pairs), Map.of(), Set.of());
  }

  static DirectoryQuestions replaced(Instant check, UserInGroup... pairs) {
    Map<UserInGroup, Instant> checks = new HashMap<>();
    for (UserInGroup pair : pairs) {
      checks.put(pair, check);
    }
    return new DirectoryQuestions(Set.of(), checks, Set.of());
  }

  Membership of(UserInGroup pair) {
    return poller.known().of(pair.user(), pair.group());
  }

  /** Lets so much time pass, with all that is due in it. */
  void elapse(Duration time) {
    Instant end = clock.instant().plus(time);
    while (timer.isSet() && !clock.instant().plus(timer.delay()).isAfter(end)) {
      timer.elapse();
    }
  }
}
