package io.securitybaseline.controls.nodes;

import io.securitybaseline.api.spec.NodesSpec;
import io.securitybaseline.control.Finding;
import io.securitybaseline.control.Verdict;
import io.securitybaseline.controls.nodes.ImageState.Known;
import io.securitybaseline.controls.nodes.PoolFinding.Topic;
import io.securitybaseline.facts.NodePoolSnapshot;
import io.securitybaseline.facts.NodeSnapshot;
import io.securitybaseline.facts.azure.ManagedClusterId;
import io.securitybaseline.module.Evaluation;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What is known of one pool.
 *
 * @param pool its name as the status shows it
 * @param os its operating system; several, joined, where it has several
 * @param image of its nodes, the oldest where they differ; empty if none tells it
 * @param latestImage that Azure offers it, if known
 * @param rebootAdvice what to do for a node that waits for a reboot; empty if it was not judged
 */
public record PoolAssessment(
    String pool,
    String os,
    List<NodeState> nodes,
    String image,
    Optional<String> latestImage,
    String rebootAdvice,
    List<PoolFinding> findings)
    implements Evaluation.Detail {

  public PoolAssessment {
    nodes = List.copyOf(nodes);
    findings = List.copyOf(findings);
  }

  /** Judges a pool, regardless of exemptions. */
  public static PoolAssessment of(
      NodePoolSnapshot pool, NodesSpec spec, Optional<ManagedClusterId> cluster) {
    PoolCommands commands = new PoolCommands(cluster, pool.pool().name());
    List<NodeState> states = NodeState.of(pool, spec);
    List<PoolFinding> findings = new ArrayList<>();
    findings.addAll(RebootFindings.of(pool, states, spec, commands));
    findings.addAll(ImageFindings.of(pool, states, spec, commands));
    findings.addAll(PatchFindings.of(pool, states));
    findings.addAll(SupportFindings.of(pool, commands));
    findings.addAll(DriftFindings.of(pool));
    return new PoolAssessment(
        pool.pool().displayName(),
        os(pool),
        states,
        image(pool, states),
        pool.upgrades().latestImages().of(pool.pool()),
        RebootFindings.advice(pool, commands),
        findings);
  }

  /**
   * What is said of a pool that could not be evaluated for a fault of ours: of all nodes, nothing.
   */
  public static PoolAssessment failed(NodePoolSnapshot pool) {
    Finding finding = Finding.controlFailed();
    return new PoolAssessment(
        pool.pool().displayName(),
        os(pool),
        pool.nodes().stream().map(NodeState::notEvaluated).toList(),
        "",
        Optional.empty(),
        "",
        Stream.of(Topic.values())
            .map(topic -> new PoolFinding(topic, finding, List.of()))
            .toList());
  }

  private static String os(NodePoolSnapshot pool) {
    return pool.nodes().stream()
        .map(NodeSnapshot::os)
        .filter(Predicate.not(String::isEmpty))
        .distinct()
        .sorted()
        .collect(Collectors.joining(", "));
  }

  Verdict verdict() {
    List<Finding> all = findings.stream().map(PoolFinding::finding).toList();
    return new Verdict(all, List.of(), List.of());
  }

  /** The day up to which its oldest node has patches. */
  public Optional<LocalDate> oldestImage() {
    return known().map(Known::effective).min(Comparator.naturalOrder());
  }

  /** The age in days of its oldest image. */
  public OptionalInt oldestImageDays() {
    return known().mapToInt(Known::days).max();
  }

  /** How many nodes need a reboot; empty if none tells, which is no zero. */
  public OptionalInt rebootRequired() {
    return known(NodeState::rebootRequired, NodeState::tellsReboot, NodeState::rebootUnknown);
  }

  /** How many nodes run an outdated image; empty if none tells its age. */
  public OptionalInt outdatedImages() {
    return known(NodeState::outdated, NodeState::tellsImage, NodeState::imageUnknown);
  }

  private OptionalInt known(
      Predicate<NodeState> counted, Predicate<NodeState> tells, Predicate<NodeState> unknown) {
    return nodes.stream().anyMatch(unknown) && nodes.stream().noneMatch(tells)
        ? OptionalInt.empty()
        : OptionalInt.of(count(counted));
  }

  /** How many of its nodes are so. */
  public int count(Predicate<NodeState> condition) {
    return (int) nodes.stream().filter(condition).count();
  }

  private Stream<Known> known() {
    return nodes.stream()
        .map(NodeState::image)
        .filter(Known.class::isInstance)
        .map(Known.class::cast);
  }

  /** By age where ages are known, else by name. */
  private static String image(NodePoolSnapshot pool, List<NodeState> states) {
    return states.stream()
        .map(NodeState::image)
        .filter(Known.class::isInstance)
        .map(Known.class::cast)
        .min(Comparator.comparing(Known::effective).thenComparing(known -> known.version().name()))
        .map(known -> known.version().name())
        .or(() ->
            pool.nodes().stream()
                .map(NodeSnapshot::image)
                .filter(Predicate.not(String::isEmpty))
                .min(Comparator.naturalOrder()))
        .orElse("");
  }
}
