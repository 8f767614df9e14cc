package io.securitybaseline.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The worst of many subjects. Many with one reason do not hide one with another: the worst of each
 * reason comes first, and the rest is filled with the worst of all others. The result is the same
 * in whatever order, and with whatever intermediate results, the subjects are added, as long as
 * there are no more reasons than places.
 *
 * @param <T> a subject with its finding
 */
final class WorstOfEachReason<T> {

  private final Comparator<T> order;
  private final Function<T, String> reason;
  private final int most;
  private final Map<String, PriorityQueue<T>> byReason = new HashMap<>();

  /**
   * @param order the worst first
   * @param reason of the finding
   * @param most how many the result has
   */
  WorstOfEachReason(Comparator<T> order, Function<T, String> reason, int most) {
    this.order = order;
    this.reason = reason;
    this.most = most;
  }

  void add(T candidate) {
    PriorityQueue<T> ofReason =
        byReason.computeIfAbsent(
            reason.apply(candidate), _ -> new PriorityQueue<>(order.reversed()));
    if (ofReason.size() < most) {
      ofReason.add(candidate);
    } else if (order.compare(candidate, ofReason.element()) < 0) {
      ofReason.remove();
      ofReason.add(candidate);
    }
  }

  /** The worst first. */
  List<T> result() {
    if (byReason.isEmpty()) {
      return List.of();
    }
    if (byReason.size() == 1 && byReason.values().iterator().next().size() == 1) {
      return List.of(byReason.values().iterator().next().element());
    }
    List<T> firsts = new ArrayList<>();
    List<T> others = new ArrayList<>();
    for (PriorityQueue<T> ofReason : byReason.values()) {
      List<T> sorted = ofReason.stream().sorted(order).toList();
      firsts.add(sorted.getFirst());
      others.addAll(sorted.subList(1, sorted.size()));
    }
    return Stream.concat(firsts.stream().sorted(order), others.stream().sorted(order))
        .limit(most)
        .sorted(order)
        .toList();
  }
}
