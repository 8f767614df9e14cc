package io.securitybaseline.apply;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.securitybaseline.control.Change;
import io.securitybaseline.control.Change.Seen;
import org.junit.jupiter.api.Test;

/** What no request can be made of stops nothing but itself. */
class UnsendableChangeTest {

  @Test
  void isRejectedWithoutAnException() {
    var object = new ConfigMapBuilder().withNewMetadata().withName("x").endMetadata().build();
    try (KubernetesClient client =
        new KubernetesClientBuilder().withConfig(Config.empty()).build()) {
      Outcome outcome =
          new KubernetesClusterWriter(client)
              .apply(new Change.SwapSubjects(object, new Seen("uid-1", "42"), "takes over"));

      assertThat(outcome)
          .isInstanceOfSatisfying(
              Outcome.Rejected.class,
              refused -> assertThat(refused.message()).contains("has no subjects"));
    }
  }
}
