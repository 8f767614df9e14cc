package io.securitybaseline.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JavaType;
import io.fabric8.kubernetes.api.model.KubernetesResourceList;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodList;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.securitybaseline.controls.Controls;
import io.securitybaseline.testing.Manifests;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Of the source of a volume it is read that it is there, and not what is in it. */
class PresentObjectTest {

  private final KubernetesSerialization sparse = SparseSerialization.create(Controls.watches());

  @Test
  void nothingInItIsRead() {
    Volume volume = volume("{name: a, hostPath: {path: /etc, type: Directory}}");

    assertThat(volume.getName()).isEqualTo("a");
    assertThat(volume.getHostPath().getPath()).isNull();
    assertThat(volume.getHostPath().getAdditionalProperties()).isEmpty();
  }

  @Test
  void whatIsNullIsNotThere() {
    assertThat(volume("{name: a, hostPath: null}").getHostPath()).isNull();
  }

  @Test
  void aSourceThatTheModelDoesNotHaveIsThere() {
    assertThat(volume("{name: a, tape: {reel: 7}}").getAdditionalProperties())
        .containsOnlyKeys("tape");
  }

  @ParameterizedTest
  @ValueSource(strings = {"text", "[]", "7"})
  void whatIsNotAnObjectCannotBeRead(String source) {
    assertThatThrownBy(() -> volume("{name: a, hostPath: %s}".formatted(source)))
        .isInstanceOf(KubernetesClientException.class);
  }

  @Test
  void typesOfModelsHaveNoInterfacesAndThoseOfListsDo() {
    ModelTypes types = new ModelTypes();

    JavaType list = types.constructType(PodList.class).findSuperType(KubernetesResourceList.class);

    assertThat(types.constructType(Pod.class).getInterfaces()).isEmpty();
    assertThat(list.containedType(0).getRawClass()).isEqualTo(Pod.class);
  }

  private Volume volume(String volume) {
    String pod =
        Manifests.tree(
                "{kind: Pod, apiVersion: v1, metadata: {name: a}, spec: {volumes: [%s]}}"
                    .formatted(volume))
            .toString();
    return sparse.unmarshal(pod, Pod.class).getSpec().getVolumes().getFirst();
  }
}
