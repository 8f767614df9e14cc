package io.securitybaseline.facts;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.securitybaseline.facts.watch.Interners;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AddressCarrierTest {

  private static final String SERVICE = "169.254.169.254/32";

  @ParameterizedTest
  @ValueSource(
      strings = {
        SERVICE,
        "169.254.169.254",
        "10.244.0.9/32,169.254.169.254/32",
        "fd00::9/128, 169.254.169.254/32"
      })
  void anAnnotationStatesTheAddress(String stated) {
    assertThat(AddressCarrier.isOne(starting(Map.of(AddressCarrier.ADDRESSES, stated)))).isTrue();
    assertThat(AddressCarrier.isOne(starting(Map.of(AddressCarrier.ADDRESS, stated)))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "10.244.0.9/32", "169.254.169.253/32", "no address"})
  void anAnnotationStatesAnother(String stated) {
    assertThat(AddressCarrier.isOne(starting(Map.of(AddressCarrier.ADDRESS, stated)))).isFalse();
  }

  @Test
  void calicoReadsTheListFirst() {
    Map<String, String> both =
        Map.of(AddressCarrier.ADDRESSES, "10.244.0.9/32", AddressCarrier.ADDRESS, SERVICE);
    assertThat(AddressCarrier.isOne(starting(both))).isFalse();
  }

  @Test
  void anAddressInTheStatusCounts() {
    Pod pod = starting(Map.of(AddressCarrier.ADDRESS, SERVICE));
    assertThat(
            AddressCarrier.isOne(
                new PodBuilder(pod).editStatus().withPodIP("10.244.0.9").endStatus().build()))
        .isFalse();
    assertThat(
            AddressCarrier.isOne(
                new PodBuilder(pod)
                    .editStatus()
                    .addNewPodIP()
                    .withIp("10.244.0.9")
                    .endPodIP()
                    .endStatus()
                    .build()))
        .isFalse();
  }

  @Test
  void calicoTakesNoOtherPodForAnEndpoint() {
    Pod pod = starting(Map.of(AddressCarrier.ADDRESS, SERVICE));
    assertThat(
            AddressCarrier.isOne(
                new PodBuilder(pod).editSpec().withNodeName(null).endSpec().build()))
        .isFalse();
    assertThat(
            AddressCarrier.isOne(
                new PodBuilder(pod).editSpec().withHostNetwork(true).endSpec().build()))
        .isFalse();
    assertThat(
            AddressCarrier.isOne(
                new PodBuilder(pod).editStatus().withPhase("Failed").endStatus().build()))
        .isFalse();
  }

  @Test
  void theCacheKeepsThatItIsOneAndNoOtherAnnotation() {
    var keeping = new Pruning(Interners.create()).pods();
    Pod carrier =
        keeping.apply(starting(Map.of(AddressCarrier.ADDRESSES, SERVICE, "note", "long")));
    assertThat(AddressCarrier.isOne(carrier)).isTrue();
    assertThat(carrier.getMetadata().getAnnotations()).doesNotContainKey("note");
    assertThat(
            keeping
                .apply(starting(Map.of(AddressCarrier.ADDRESSES, "10.244.0.9/32")))
                .getMetadata()
                .getAnnotations())
        .isEmpty();
  }

  private static Pod starting(Map<String, String> annotations) {
    return new PodBuilder()
        .withNewMetadata()
        .withName("impostor")
        .withNamespace("bank")
        .withLabels(Map.of("app", "partner"))
        .withAnnotations(annotations)
        .endMetadata()
        .withNewSpec()
        .withNodeName("linux-1")
        .endSpec()
        .withNewStatus()
        .withPhase("Pending")
        .endStatus()
        .build();
  }
}
