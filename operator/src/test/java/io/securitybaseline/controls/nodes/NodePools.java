package io.securitybaseline.controls.nodes;

import io.securitybaseline.api.spec.ExemptedControl;
import io.securitybaseline.api.spec.Exemption;
import io.securitybaseline.api.spec.NodesSpec;
import io.securitybaseline.control.Applicability;
import io.securitybaseline.facts.EndOfLife;
import io.securitybaseline.facts.LatestImages;
import io.securitybaseline.facts.NodePool;
import io.securitybaseline.facts.NodePool.Kind;
import io.securitybaseline.facts.NodePoolSnapshot;
import io.securitybaseline.facts.NodeSnapshot;
import io.securitybaseline.facts.NodeSnapshot.LivePatch;
import io.securitybaseline.facts.NodeSnapshot.RebootCondition;
import io.securitybaseline.facts.NodeUpgrades;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** Node pools as tests need them; nodes are called after their pool and a number. */
public final class NodePools {
  public static final Instant NOW = Instant.parse("2026-11-24T10:00:00Z");
  public static final String CURRENT = "AKSUbuntu-2404gen2containerd-202611.10.0";
  public static final String OUTDATED = "AKSUbuntu-2404gen2containerd-202610.10.0";
  public static final String LONG_AGO = "2026-11-01T00:00:00Z";

  public static final Exemption EXEMPTION =
      new Exemption(
          "legacy",
          ExemptedControl.NODES,
          List.of(),
          List.of("old*"),
          "replaced in Q1",
          "team@contoso.com",
          "2026-12-31");

  private NodePools() {}

  /** A pool whose nodes are told not to need a reboot. */
  public static PoolDecision well(String pool, int nodes) {
    return evaluated(pool, nodes, CURRENT, Optional.of(condition("False")));
  }

  public static PoolDecision outdated(String pool, int nodes) {
    return evaluated(pool, nodes, OUTDATED, Optional.of(condition("False")));
  }

  public static PoolDecision waiting(String pool, int nodes) {
    return evaluated(pool, nodes, CURRENT, Optional.of(condition("True")));
  }

  public static PoolDecision silent(String pool, int nodes) {
    return evaluated(pool, nodes, CURRENT, Optional.empty());
  }

  public static PoolDecision evaluated(
      String pool, int nodes, String image, Optional<RebootCondition> condition) {
    return decided(
        new Applicability.Audited(Optional.empty()), assessed(pool, nodes, image, condition));
  }

  public static PoolDecision decided(Applicability applicability, PoolAssessment assessment) {
    return PoolDecision.of(applicability, assessment);
  }

  public static PoolAssessment assessed(
      String pool, int nodes, String image, Optional<RebootCondition> condition) {
    return assessed(pool, nodes, image, condition, Map.of());
  }

  public static PoolAssessment assessed(
      String pool,
      int nodes,
      String image,
      Optional<RebootCondition> condition,
      Map<String, String> latestImages) {
    return PoolAssessment.of(
        snapshot(pool, nodes, image, condition, latestImages),
        new NodesSpec(null, 30, 90, 24),
        Optional.empty());
  }

  public static NodePoolSnapshot snapshot(
      String pool,
      int nodes,
      String image,
      Optional<RebootCondition> condition,
      Map<String, String> latestImages) {
    return new NodePoolSnapshot(
        new NodePool(Kind.AGENT_POOL, pool),
        IntStream.range(0, nodes)
            .mapToObj(i -> node(pool, pool + "-" + i, image, condition))
            .toList(),
        new NodeUpgrades(
            Optional.of("v1.36.3"),
            new LatestImages(latestImages, true),
            Optional.empty(),
            EndOfLife.bundled()),
        NOW);
  }

  public static RebootCondition condition(String status) {
    return new RebootCondition(status, LONG_AGO, "2026-11-24T09:58:00Z", "");
  }

  private static NodeSnapshot node(
      String pool, String name, String image, Optional<RebootCondition> condition) {
    return new NodeSnapshot(
        name,
        "uid-" + name,
        new NodePool(Kind.AGENT_POOL, pool),
        "Linux",
        "amd64",
        image,
        "Ubuntu 24.04.3 LTS",
        "6.8.0-1030-azure",
        "v1.36.3",
        condition,
        "",
        new LivePatch("", "", ""));
  }
}
