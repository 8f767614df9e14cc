package io.securitybaseline.controls.instancemetadata;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.fabric8.kubernetes.api.model.Affinity;
import io.fabric8.kubernetes.api.model.AffinityBuilder;
import io.fabric8.kubernetes.api.model.NodeSelectorRequirement;
import io.fabric8.kubernetes.api.model.NodeSelectorRequirementBuilder;
import io.fabric8.kubernetes.api.model.NodeSelectorTerm;
import io.fabric8.kubernetes.api.model.NodeSelectorTermBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.securitybaseline.api.SecurityBaseline;
import io.securitybaseline.control.Ownership;
import io.securitybaseline.facts.NodeSnapshots;
import io.securitybaseline.facts.probe.ProbePods;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** The pod that probes a pool: {@code probe-pod.yaml} with the nodes it is to run on. */
final class ProbePodManifest {

  private static final Pod POD = read();

  /** Characters of the name of a pod that are taken from the pool. */
  private static final int LONGEST = 40;

  private ProbePodManifest() {}

  /** One name for one target, so that no second pod can exist. */
  static String name(ProbeTarget target) {
    String readable = target.displayName().toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
    String plain = readable.replaceAll("^-|-$", "");
    String cut = plain.length() > LONGEST ? plain.substring(0, LONGEST) : plain;
    return "probe-%s-%08x".formatted(cut, target.displayName().hashCode());
  }

  static Pod of(ProbeTarget target, ProbeInput input) {
    Map<String, String> asks = new TreeMap<>();
    input.basis(target).asks().forEach((key, value) -> asks.put(ProbePods.PREFIX + key, value));
    return new PodBuilder(POD)
        .editMetadata()
        .withNamespace(target.namespace())
        .withName(name(target))
        .addToLabels(Ownership.labels(input.baselineUid()))
        .addToAnnotations(asks)
        .addNewOwnerReference()
        .withApiVersion("securitybaseline.io/v1alpha1")
        .withKind("SecurityBaseline")
        .withName(SecurityBaseline.NAME)
        .withUid(input.baselineUid())
        .endOwnerReference()
        .endMetadata()
        .editSpec()
        .editFirstContainer()
        .withImage(input.image())
        .endContainer()
        .withAffinity(target.isOfNamespace() ? null : affinity(target))
        .endSpec()
        .build();
  }

  private static Affinity affinity(ProbeTarget target) {
    return new AffinityBuilder()
        .withNewNodeAffinity()
        .withNewRequiredDuringSchedulingIgnoredDuringExecution()
        .withNodeSelectorTerms(terms(target))
        .endRequiredDuringSchedulingIgnoredDuringExecution()
        .endNodeAffinity()
        .build();
  }

  /** Any of them selects a node; nodes of AKS carry the label of their pool under two names. */
  private static List<NodeSelectorTerm> terms(ProbeTarget target) {
    return switch (target.pool().kind()) {
      case AGENT_POOL ->
          List.of(
              term(target, in(NodeSnapshots.AGENT_POOL, target.pool().name())),
              term(
                  target,
                  absent(NodeSnapshots.AGENT_POOL),
                  in(NodeSnapshots.LEGACY_AGENT_POOL, target.pool().name())));
      case AUTO_PROVISIONED ->
          List.of(term(target, in(NodeSnapshots.KARPENTER_POOL, target.pool().name())));
      case NONE, VIRTUAL ->
          List.of(
              term(
                  target,
                  absent(NodeSnapshots.AGENT_POOL),
                  absent(NodeSnapshots.LEGACY_AGENT_POOL),
                  absent(NodeSnapshots.KARPENTER_POOL)));
    };
  }

  private static NodeSelectorTerm term(ProbeTarget target, NodeSelectorRequirement... more) {
    List<NodeSelectorRequirement> all = new ArrayList<>(List.of(more));
    if (!target.architecture().isEmpty()) {
      all.add(in(NodeSnapshots.ARCHITECTURE, target.architecture()));
    }
    return new NodeSelectorTermBuilder().withMatchExpressions(all).build();
  }

  private static NodeSelectorRequirement in(String key, String value) {
    return new NodeSelectorRequirementBuilder()
        .withKey(key)
        .withOperator("In")
        .withValues(value)
        .build();
  }

  private static NodeSelectorRequirement absent(String key) {
    return new NodeSelectorRequirementBuilder().withKey(key).withOperator("DoesNotExist").build();
  }

  private static Pod read() {
    String file = "probe-pod.yaml";
    try (InputStream yaml = ProbePodManifest.class.getResourceAsStream(file)) {
      return new ObjectMapper(new YAMLFactory()).readValue(yaml, Pod.class);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the manifest " + file, e);
    }
  }
}
