package io.securitybaseline.controls.golden;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.securitybaseline.facts.PodWatches;
import io.securitybaseline.facts.otherkinds.OtherKindWatches;
import io.securitybaseline.facts.otherkinds.OtherKinds;
import io.securitybaseline.facts.watch.Interners;
import io.securitybaseline.facts.watch.Watch;
import io.securitybaseline.module.OtherKindFacts;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Manifests of policies of other kinds than NetworkPolicy, as the caches keep them. */
public final class OtherKindObjects {

  private static final KubernetesSerialization JSON = new KubernetesSerialization();

  private OtherKindObjects() {}

  /**
   * Reads manifests.
   *
   * @param namespace of objects in namespaces that name none
   */
  public static List<HasMetadata> of(List<JsonNode> manifests, String namespace) {
    return manifests.stream().map(manifest -> kept(manifest, namespace)).toList();
  }

  /** What of them concerns every namespace. */
  public static OtherKinds ofCluster(List<HasMetadata> objects) {
    Set<String> served =
        objects.stream()
            .map(object ->
                HasMetadata.getPlural(object.getClass())
                    + "."
                    + HasMetadata.getGroup(object.getClass()))
            .collect(Collectors.toSet());
    return OtherKindFacts.ofCluster(new ListedResources().addAll(objects), served);
  }

  private static HasMetadata kept(JsonNode manifest, String namespace) {
    Watch<?> watch =
        Stream.concat(OtherKindWatches.ALL.stream(), Stream.of(PodWatches.STARTING))
            .filter(each ->
                HasMetadata.getApiVersion(each.kind().type())
                        .equals(manifest.path("apiVersion").asText())
                    && each.kind().name().equals(manifest.path("kind").asText()))
            .findFirst()
            .orElseThrow(
                () -> new IllegalArgumentException("a kind that no case has: " + manifest));
    return kept(watch, manifest, namespace);
  }

  private static <T extends HasMetadata> T kept(
      Watch<T> watch, JsonNode manifest, String namespace) {
    T object = JSON.convertValue(manifest, watch.kind().type());
    if (object instanceof Namespaced && object.getMetadata().getNamespace() == null) {
      object.getMetadata().setNamespace(namespace);
    }
    return watch.form().reduction().apply(Interners.create()).apply(object);
  }
}
