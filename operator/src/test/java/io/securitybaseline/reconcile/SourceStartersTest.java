package io.securitybaseline.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.javaoperatorsdk.operator.Operator;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import org.junit.jupiter.api.Test;

/** An upgrade of the framework may bring another pool. */
class SourceStartersTest {

  @Test
  void theFrameworkStartsEventSourcesInVirtualThreads()
      throws ExecutionException, InterruptedException {
    try (KubernetesClient client =
        new KubernetesClientBuilder()
            .withConfig(new ConfigBuilder().withMasterUrl("http://localhost:1").build())
            .build()) {
      Operator operator =
          SourceStarters.virtual(new Operator(overrides -> overrides.withKubernetesClient(client)));

      try (ExecutorService starters =
          operator.getConfigurationService().getExecutorServiceManager().cachingExecutorService()) {
        assertThat(starters.submit(Thread::currentThread).get().isVirtual()).isTrue();
      }
    }
  }
}
