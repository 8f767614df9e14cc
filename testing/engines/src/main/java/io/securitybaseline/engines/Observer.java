package io.securitybaseline.engines;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Probes at each step, and watches closed connections from one step to the next. */
final class Observer {
  /** More would load the machine until packets are late. */
  private static final int WATCHED_IMDS = 40;

  private static final int WATCHED_OTHERS = 20;

  private final Lab lab;
  private final ProbeRounds rounds;
  private final Timeline timeline;
  private final Predicate<Attempt> watched;
  private final Map<Step, Observation> seen = new EnumMap<>(Step.class);
  private final Map<Step, List<Opening>> openings = new EnumMap<>(Step.class);
  private int attempts;

  /**
   * An observer that has seen nothing.
   *
   * @param watched what is worth a watch: the engine keeps it closed while it writes rules
   */
  Observer(Lab lab, Timeline timeline, Predicate<Attempt> watched) {
    this.lab = lab;
    this.rounds = new ProbeRounds(lab, ProbeRounds.LIMIT);
    this.timeline = timeline;
    this.watched = watched;
  }

  /** What was seen at each step so far. */
  Map<Step, Observation> seen() {
    return seen;
  }

  Observation at(Step step) {
    return Objects.requireNonNull(seen.get(step), step::label);
  }

  /** What was reached for a moment on the way to the step, though it was closed at both ends. */
  List<Opening> openings(Step step) {
    return openings.getOrDefault(step, List.of());
  }

  int attempts() {
    return attempts;
  }

  /**
   * Changes something, and observes what comes of it. Connections that were closed before are tried
   * again and again meanwhile.
   *
   * @param change returns once the operator has nothing left to do, with its reasons
   */
  void change(Step step, List<Attempt> all, Supplier<SortedMap<String, String>> change) {
    Observation before = latest();
    lab.watch(sample(all, before));
    SortedMap<String, String> reasons = change.get();
    timeline.done(step.label() + " by the operator");
    lab.settle();
    timeline.done(step.label() + " by the engine");
    List<Opening> opened = lab.watched();
    observe(step, all, reasons);
    openings.put(
        step,
        opened.stream()
            .filter(each -> !before.reaches(each.attempt()) && !latest().reaches(each.attempt()))
            .toList());
  }

  /** The metadata service before all, and other addresses for which Enforce must open nothing. */
  private List<Attempt> sample(List<Attempt> all, Observation before) {
    List<Attempt> closed =
        all.stream()
            .filter(each -> !each.from().hostNetwork() && before.isClosed(each))
            .filter(watched)
            .toList();
    List<Attempt> sample = new ArrayList<>();
    sample.addAll(
        some(closed.stream().filter(it -> it.to().equals(Target.IMDS)).toList(), WATCHED_IMDS));
    sample.addAll(some(closed.stream().filter(it -> !it.to().isImds()).toList(), WATCHED_OTHERS));
    return sample;
  }

  private static List<Attempt> some(List<Attempt> from, int count) {
    List<Attempt> some = new ArrayList<>();
    int every = Math.max(1, Math.ceilDiv(from.size(), count));
    for (int index = 0; index < from.size(); index += every) {
      some.add(from.get(index));
    }
    return some;
  }

  /** Probes. A library that decides has no moment at which it still writes rules. */
  void observe(Step step, List<Attempt> all, SortedMap<String, String> reasons) {
    List<Boolean> reached = lab.sendsPackets() ? rounds.untilTwoAgree(step, all) : lab.probe(all);
    attempts += all.size();
    Map<Attempt, Boolean> byAttempt = new HashMap<>();
    for (int index = 0; index < all.size(); index++) {
      byAttempt.put(all.get(index), reached.get(index));
    }
    seen.put(step, new Observation(byAttempt, new TreeMap<>(reasons)));
    timeline.done(step.label() + " observed");
  }

  private Observation latest() {
    return seen.values().stream().reduce((_, last) -> last).orElseThrow();
  }
}
