package io.securitybaseline.controls.nodes;

import io.securitybaseline.control.Finding;
import io.securitybaseline.control.Finding.Severity;
import io.securitybaseline.controls.nodes.PoolFinding.Topic;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * All node pools together: exact counts, and the findings with the most severe first.
 *
 * @param others findings on all pools
 */
record NodesRollUp(List<PoolDecision> pools, List<Finding> others) {

  private static final String ALL = "(all)";

  /** Something found in a pool. */
  record InPool(String pool, PoolFinding found) {

    Finding finding() {
      return found.finding();
    }

    /** How many nodes it concerns; at least one, where it is the pool as a whole. */
    int weight() {
      return Math.max(1, found.nodes().size());
    }
  }

  private static final Comparator<InPool> MOST_SEVERE_FIRST =
      Comparator.comparing((InPool it) -> it.finding().severity())
          .reversed()
          .thenComparingInt(it -> rank(it.finding().reason()))
          .thenComparingInt(it -> -it.weight())
          .thenComparing(InPool::pool)
          .thenComparing(it -> it.finding().reason());

  /** Of two equally grave findings, what is out of support comes before what is merely old. */
  private static final List<String> RANKS =
      List.of(
          Reasons.END_OF_LIFE,
          Reasons.UNSUPPORTED_IMAGE,
          Reasons.VERSION_SKEW,
          Reasons.REBOOT_REQUIRED,
          Reasons.OUTDATED_IMAGE);

  NodesRollUp {
    pools = List.copyOf(pools);
    others = List.copyOf(others);
  }

  private static int rank(String reason) {
    int rank = RANKS.indexOf(reason);
    return rank < 0 ? RANKS.size() : rank;
  }

  /** All nodes, exempt ones too. */
  int total() {
    return pools.stream().mapToInt(pool -> pool.assessment().nodes().size()).sum();
  }

  int exempt() {
    return pools.stream()
        .filter(PoolDecision::exempt)
        .mapToInt(pool -> pool.assessment().nodes().size())
        .sum();
  }

  /** How many nodes of pools that are not exempt are so. */
  int count(Predicate<NodeState> condition) {
    return pools.stream()
        .filter(Predicate.not(PoolDecision::exempt))
        .mapToInt(pool -> pool.assessment().count(condition))
        .sum();
  }

  /** Empty where no node reports it, which differs from zero. */
  OptionalInt rebootRequired() {
    return known(NodeState::rebootRequired, NodeState::tellsReboot, rebootUnknown());
  }

  int rebootUnknown() {
    return count(NodeState::rebootUnknown);
  }

  /** Empty where no node reports it. */
  OptionalInt outdatedImages() {
    return known(NodeState::outdated, NodeState::tellsImage, imageUnknown());
  }

  int imageUnknown() {
    return count(NodeState::imageUnknown);
  }

  private OptionalInt known(
      Predicate<NodeState> counted, Predicate<NodeState> reported, int unknown) {
    return unknown > 0 && count(reported) == 0
        ? OptionalInt.empty()
        : OptionalInt.of(count(counted));
  }

  /** What was found of that severity on that topic. */
  List<InPool> findings(Topic topic, Severity severity) {
    return all()
        .filter(it -> it.found().topic() == topic)
        .filter(it -> it.finding().severity() == severity)
        .sorted(MOST_SEVERE_FIRST)
        .toList();
  }

  /** Violations and unknowns of that topic. */
  Stream<InPool> problems(Topic topic) {
    return all()
        .filter(it -> it.found().topic() == topic)
        .filter(it -> it.finding().severity() != Severity.NOTE)
        .sorted(MOST_SEVERE_FIRST);
  }

  /** Violations and unknowns; of one reason and message in one pool, one. */
  Stream<InPool> problems() {
    return all()
        .filter(it -> it.finding().severity() != Severity.NOTE)
        .sorted(MOST_SEVERE_FIRST)
        .filter(distinct());
  }

  /** What is worth knowing and is no fault. */
  Stream<InPool> notes() {
    return all().filter(it -> it.finding().severity() == Severity.NOTE).sorted(MOST_SEVERE_FIRST);
  }

  Optional<InPool> mostSevere(Topic topic, Severity severity) {
    return findings(topic, severity).stream().findFirst();
  }

  private Stream<InPool> all() {
    return Stream.concat(
        others.stream()
            .map(finding -> new InPool(ALL, new PoolFinding(Topic.IMAGES, finding, List.of()))),
        pools.stream()
            .flatMap(pool ->
                pool.findings().stream()
                    .map(found -> new InPool(pool.assessment().pool(), found))));
  }

  /** An exemption past its date is found once for each topic. */
  private static Predicate<InPool> distinct() {
    Set<String> seen = new HashSet<>();
    return it -> seen.add(it.pool() + "/" + it.finding().reason() + "/" + it.finding().message());
  }
}
