package io.securitybaseline.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.management.ThreadMXBean;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.KubernetesResource;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.api.model.WatchEvent;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.securitybaseline.api.SecurityBaseline;
import io.securitybaseline.testing.Manifests;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Watch events become objects of the kinds that they name. */
class WatchedObjectTest {
  private final KubernetesSerialization sparse = SparseSerialization.create();

  @Test
  void anEventCarriesWhatItIsAbout() {
    assertThat(object(SparseSerializationTest.pod()))
        .isEqualTo(sparse.convertValue(SparseSerializationTest.pod(), Pod.class));
    assertThat(object(SparseSerializationTest.policy()))
        .isEqualTo(sparse.convertValue(SparseSerializationTest.policy(), NetworkPolicy.class));
    assertThat(object(Manifests.tree("{kind: Status, apiVersion: v1, code: 410, reason: Expired}")))
        .isInstanceOfSatisfying(
            Status.class, status -> assertThat(status.getCode()).isEqualTo(410));
    assertThat(
            object(
                Manifests.tree(
                    """
                    apiVersion: securitybaseline.io/v1alpha1
                    kind: SecurityBaseline
                    metadata: {name: default}
                    spec: {mode: Audit}
                    """)))
        .isInstanceOf(SecurityBaseline.class);
  }

  @Test
  void whateverItsKindAndTheOrderOfItsFields() {
    assertThat(
            object(
                Manifests.tree("{metadata: {name: a, labels: {b: c}}, kind: Pod, apiVersion: v1}")))
        .isInstanceOfSatisfying(
            Pod.class, pod -> assertThat(pod.getMetadata().getLabels()).containsEntry("b", "c"));
    assertThat(
            object(
                Manifests.tree(
                    "{kind: Other, apiVersion: x/v1, metadata: {name: a}, spec: {b: 1}}")))
        .isInstanceOfSatisfying(
            GenericKubernetesResource.class,
            other -> assertThat(other.<Integer>get("spec", "b")).isEqualTo(1));
  }

  @Test
  void whatFollowsTheObjectIsReadToo() {
    WatchEvent event =
        sparse.unmarshal(
            "{\"object\": %s, \"type\": \"DELETED\"}".formatted(SparseSerializationTest.pod()),
            WatchEvent.class);

    assertThat(event.getType()).isEqualTo("DELETED");
    assertThat(event.getObject())
        .isEqualTo(sparse.convertValue(SparseSerializationTest.pod(), Pod.class));
  }

  @Test
  void objectWithoutAKindIsNoFault() {
    assertThat(object(Manifests.tree("{a: b}"))).isNotNull();
    assertThat(object(Manifests.tree("{}"))).isNotNull();
  }

  /** The API server sends one of each watch about once a minute, with nothing but a version. */
  @ParameterizedTest
  @MethodSource("kinds")
  void aBookmarkOfAnyWatchedKindIsRead(Class<? extends KubernetesResource> kind) {
    String bookmark =
        """
        {"type": "BOOKMARK", "object": {"kind": "%s", "apiVersion": "%s",
          "metadata": {"resourceVersion": "7", "creationTimestamp": null}, "spec": {}}}
        """
            .formatted(HasMetadata.getKind(kind), HasMetadata.getApiVersion(kind));

    for (KubernetesSerialization json : List.of(sparse, SparseSerialization.createPruning())) {
      assertThat(json.unmarshal(bookmark, WatchEvent.class).getObject())
          .isInstanceOfSatisfying(
              HasMetadata.class,
              object -> assertThat(object.getMetadata().getResourceVersion()).isEqualTo("7"));
    }
  }

  static Stream<Class<? extends KubernetesResource>> kinds() {
    return SparseSerialization.KINDS.stream().filter(HasMetadata.class::isAssignableFrom);
  }

  /** A node says every few seconds that it is alive, and lists all of its images each time. */
  @Test
  void whatNobodyReadsOfAnEventCostsNoMemory() {
    String few = modified(SparseSerializationTest.node(2));
    String many = modified(SparseSerializationTest.node(200));
    for (int i = 0; i < 200; i++) {
      event(few);
      event(many);
    }

    long more = allocatedBy(() -> event(many)) - allocatedBy(() -> event(few));

    assertThat(more).isLessThan(many.length());
  }

  private static long allocatedBy(Runnable action) {
    var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();
    action.run();
    return threads.getCurrentThreadAllocatedBytes() - before;
  }

  private WatchEvent event(String text) {
    return sparse.unmarshal(text, WatchEvent.class);
  }

  private static String modified(JsonNode object) {
    return "{\"type\": \"MODIFIED\", \"object\": %s}".formatted(object);
  }

  private Object object(JsonNode object) {
    WatchEvent event = event(modified(object));
    assertThat(event.getType()).isEqualTo("MODIFIED");
    return event.getObject();
  }
}
