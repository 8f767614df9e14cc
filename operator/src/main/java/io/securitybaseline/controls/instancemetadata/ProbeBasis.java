package io.securitybaseline.controls.instancemetadata;

import io.securitybaseline.api.status.ProbeStatus;
import io.securitybaseline.facts.ClusterSnapshot;
import io.securitybaseline.kubernetes.NetworkEngine;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What the result of a probe depends on. If any of it changes, the probe is repeated.
 *
 * @param nodeImage the image of most nodes of the pool
 * @param engine the network policy engine with its version
 * @param policy whether the operator's policy was in place for the probe
 */
record ProbeBasis(String nodeImage, String engine, String policy) {

  static final String IN_PLACE = "InPlace";
  static final String NOT_IN_PLACE = "NotInPlace";

  private static final int LONGEST_ENGINE = 60;

  private static final String IMAGE = "node-image";
  private static final String ENGINE = "engine";
  private static final String POLICY = "policy";

  static ProbeBasis of(ProbeStatus stored) {
    return new ProbeBasis(
        orEmpty(stored.nodeImage()), orEmpty(stored.engine()), orEmpty(stored.policy()));
  }

  /** As the pod that was created for it states it. */
  static ProbeBasis of(Map<String, String> asks) {
    return new ProbeBasis(
        orEmpty(asks.get(IMAGE)), orEmpty(asks.get(ENGINE)), orEmpty(asks.get(POLICY)));
  }

  /** By the names of annotations, without their prefix. */
  Map<String, String> asks() {
    return Map.of(IMAGE, nodeImage, ENGINE, engine, POLICY, policy);
  }

  static String orEmpty(@Nullable String text) {
    return Objects.requireNonNullElse(text, "");
  }

  /** The engines of a cluster with their versions, cut. */
  static String engine(ClusterSnapshot cluster) {
    String engines =
        new TreeMap<>(cluster.engines())
            .entrySet().stream().map(ProbeBasis::engine).collect(Collectors.joining(", "));
    String cut = engines.length() > LONGEST_ENGINE ? engines.substring(0, LONGEST_ENGINE) : engines;
    return cut.isEmpty() ? "unknown" : cut;
  }

  private static String engine(Map.Entry<NetworkEngine, String> engine) {
    return (engine.getKey().displayName() + " " + engine.getValue()).strip();
  }
}
