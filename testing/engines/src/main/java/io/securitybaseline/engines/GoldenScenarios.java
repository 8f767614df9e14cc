package io.securitybaseline.engines;

import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.PodBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The golden cases of InstanceMetadata that consist of pods and policies alone, each in a namespace
 * of its own. A case with facts about the cluster or with a baseline of its own is left to the
 * golden test.
 */
final class GoldenScenarios {

  private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());
  private static final Set<String> INPUTS = Set.of("in-pods.yaml", "in-policies.yaml");
  static final String PREFIX = "golden-";
  private static final String OWNER = "securitybaseline.io/owner-uid";

  private GoldenScenarios() {}

  private record GoldenPod(
      String origin, @Nullable Map<String, String> labels, boolean hostNetwork, boolean windows) {}

  /** Reads the folder {@code operator/src/test/resources/control/instancemetadata}. */
  static List<Scenario> read(Path folder, List<String> engines) {
    try (Stream<Path> cases = Files.list(folder)) {
      List<Scenario> scenarios = new ArrayList<>();
      for (Path each : cases.filter(Files::isDirectory).sorted().toList()) {
        if (podsAndPoliciesAlone(each)) {
          one(each, engines).ifPresent(scenarios::add);
        }
      }
      return scenarios;
    } catch (IOException e) {
      throw new LabException("cannot read " + folder, e);
    }
  }

  private static boolean podsAndPoliciesAlone(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      Set<String> inputs =
          files
              .map(file -> String.valueOf(file.getFileName()))
              .filter(name -> name.startsWith("in-"))
              .collect(Collectors.toSet());
      return inputs.contains("in-pods.yaml") && INPUTS.containsAll(inputs);
    }
  }

  /** Empty if a pod of the case runs on Windows. */
  private static Optional<Scenario> one(Path folder, List<String> engines) throws IOException {
    String name = PREFIX + folder.getFileName();
    List<HasMetadata> objects = new ArrayList<>();
    objects.add(Manifests.namespace(name));
    for (GoldenPod pod : pods(folder.resolve("in-pods.yaml"))) {
      if (pod.windows()) {
        return Optional.empty();
      }
      objects.add(pod(name, pod));
    }
    Path policies = folder.resolve("in-policies.yaml");
    if (Files.exists(policies)) {
      Manifests.parse(Files.readString(policies)).stream()
          .map(policy -> moved(policy, name))
          .forEach(objects::add);
    }
    Map<String, Optional<Scenario.Expected>> expected = new HashMap<>();
    engines.forEach(engine -> expected.put(engine, Optional.empty()));
    return Optional.of(new Scenario(name, List.of(), expected, objects, List.of()));
  }

  private static List<GoldenPod> pods(Path file) throws IOException {
    try (MappingIterator<GoldenPod> documents =
        YAML.readerFor(GoldenPod.class).readValues(file.toFile())) {
      return documents.readAll();
    }
  }

  /** A template becomes a pod too: the lab runs what a workload would run. */
  private static HasMetadata pod(String namespace, GoldenPod pod) {
    return new PodBuilder()
        .withNewMetadata()
        .withNamespace(namespace)
        .withName(
            pod.origin()
                .toLowerCase(java.util.Locale.ROOT)
                .replace('/', '-')
                .replaceFirst("^pod-", ""))
        .withLabels(pod.labels() == null ? Map.of() : pod.labels())
        .endMetadata()
        .withNewSpec()
        .withHostNetwork(pod.hostNetwork() ? true : null)
        .endSpec()
        .build();
  }

  private static HasMetadata moved(HasMetadata policy, String namespace) {
    ObjectMeta meta = policy.getMetadata();
    meta.setNamespace(namespace);
    meta.setUid(null);
    meta.setResourceVersion(null);
    meta.setDeletionTimestamp(null);
    meta.setFinalizers(null);
    return policy;
  }

  /** Makes the policies of the golden baseline those of the real one. */
  static void adopt(List<HasMetadata> objects, String uid) {
    for (HasMetadata object : objects) {
      Map<String, String> labels = object.getMetadata().getLabels();
      if (labels != null && "baseline-1".equals(labels.get(OWNER))) {
        Map<String, String> changed = new HashMap<>(labels);
        changed.put(OWNER, uid);
        object.getMetadata().setLabels(changed);
      }
    }
  }
}
