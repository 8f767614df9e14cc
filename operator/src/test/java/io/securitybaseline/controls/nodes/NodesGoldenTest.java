package io.securitybaseline.controls.nodes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.Node;
import io.securitybaseline.api.spec.SecurityBaselineSpec;
import io.securitybaseline.control.Baseline;
import io.securitybaseline.control.Verdict;
import io.securitybaseline.controls.golden.GoldenCase;
import io.securitybaseline.controls.golden.GoldenCases;
import io.securitybaseline.controls.golden.GoldenInput;
import io.securitybaseline.facts.EndOfLife;
import io.securitybaseline.facts.LatestImages;
import io.securitybaseline.facts.NodeUpgrades;
import io.securitybaseline.module.Evaluation;
import io.securitybaseline.module.Scope;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The cases in {@code control/nodes}: nodes as kubectl shows them, all of one pool. */
class NodesGoldenTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * What a case says beside its nodes; one that says nothing is of 24 November 2026.
   *
   * @param stale whether Azure said some time ago what the latest images are
   */
  record Upgrades(
      @Nullable String now,
      @Nullable String controlPlaneVersion,
      @Nullable Map<String, String> latestImages,
      @Nullable Boolean stale,
      @Nullable String channel) {

    NodeUpgrades snapshot() {
      return new NodeUpgrades(
          Optional.ofNullable(controlPlaneVersion),
          new LatestImages(
              Objects.requireNonNullElse(latestImages, Map.of()), !Boolean.TRUE.equals(stale)),
          Optional.ofNullable(channel),
          EndOfLife.bundled());
    }

    Instant moment() {
      return Instant.parse(Objects.requireNonNullElse(now, "2026-11-24T10:00:00Z"));
    }
  }

  @TestFactory
  Stream<DynamicTest> cases() {
    return GoldenCases.of("nodes", NodesGoldenTest::evaluate);
  }

  private static Verdict evaluate(GoldenCase golden) {
    Upgrades upgrades =
        golden
            .one("in-upgrades.yaml", Upgrades.class)
            .orElse(new Upgrades(null, null, null, null, null));
    GoldenInput input =
        new GoldenInput(baseline(golden)).upgrades(upgrades.snapshot()).now(upgrades.moment());
    input.resources.addAll(golden.all("in-nodes.yaml", Node.class));
    List<Evaluation> pools = input.evaluations(new NodesModule(), new Scope.WholeCluster());
    if (pools.size() != 1) {
      throw new IllegalStateException("nodes of a case must be of one pool");
    }
    return pools.getFirst().verdict();
  }

  private static Baseline baseline(GoldenCase golden) {
    JsonNode baseline =
        golden.one("in-baseline.yaml", JsonNode.class).orElseGet(JSON::createObjectNode);
    return new Baseline(
        "baseline-1",
        baseline.has("spec")
            ? JSON.convertValue(baseline.get("spec"), SecurityBaselineSpec.class)
            : SecurityBaselineSpec.defaults());
  }
}
