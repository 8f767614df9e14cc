package io.securitybaseline.testing;

import static io.securitybaseline.testing.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodStatusBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.securitybaseline.facts.probe.ProbePods;
import io.securitybaseline.facts.probe.ProbeResult;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** What scheduler and kubelet do with pods of probes, as far as the API shows it. */
public final class ProbeKubelet {

  private final KubernetesClient client;

  public ProbeKubelet(KubernetesClient client) {
    this.client = client;
  }

  /** Those in all namespaces. */
  public List<Pod> pods() {
    return client
        .pods()
        .inAnyNamespace()
        .withLabel(ProbePods.LABEL, ProbePods.NAME)
        .list()
        .getItems();
  }

  /** Waits for the pod of the pool, or of a namespace, that has not ended. */
  public Pod awaitPod(String pool) {
    Pod[] found = new Pod[1];
    eventually(() -> {
      List<Pod> open =
          pods().stream()
              .filter(pod -> pod.getMetadata().getName().startsWith("probe-" + pool + "-"))
              .filter(pod -> !"Succeeded".equals(pod.getStatus().getPhase()))
              .filter(pod -> pod.getMetadata().getDeletionTimestamp() == null)
              .toList();
      assertThat(open).hasSize(1);
      found[0] = open.getFirst();
    });
    return found[0];
  }

  /** The container ends with the result as its termination message. */
  public void end(Pod pod, ProbeResult result) {
    pod.setStatus(
        new PodStatusBuilder(pod.getStatus())
            .withPhase("Succeeded")
            .addNewContainerStatus()
            .withName("probe")
            .withNewState()
            .withNewTerminated()
            .withExitCode(0)
            .withFinishedAt(Instant.now().truncatedTo(ChronoUnit.SECONDS).toString())
            .withMessage(result.message())
            .endTerminated()
            .endState()
            .endContainerStatus()
            .build());
    client.resource(pod).patchStatus();
  }
}
