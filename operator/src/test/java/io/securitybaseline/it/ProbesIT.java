package io.securitybaseline.it;

import static io.securitybaseline.testing.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.securitybaseline.api.status.InstanceMetadataStatus;
import io.securitybaseline.api.status.NamespaceFinding;
import io.securitybaseline.api.status.ProbeStatus;
import io.securitybaseline.facts.probe.ProbePods;
import io.securitybaseline.facts.probe.ProbeRequest;
import io.securitybaseline.facts.probe.ProbeResult;
import io.securitybaseline.facts.probe.ProbeSetup;
import io.securitybaseline.testing.LiveNodePool;
import io.securitybaseline.testing.OperatorUnderTest;
import io.securitybaseline.testing.ProbeKubelet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Probes on a real API server, with the rights of the chart and a stand-in for the kubelet. */
class ProbesIT {

  private static final String IMAGE = "AKSUbuntu-2404gen2containerd-202611.17.0";
  private static final String NEWER = "AKSUbuntu-2404gen2containerd-202611.24.0";
  private static final String AUDIT =
      "{mode: Audit, instanceMetadata: {engine: Calico, verification: Probe}}";
  private static final String ENFORCE =
      "{mode: Enforce, instanceMetadata: {engine: Calico, verification: Probe}}";

  @RegisterExtension
  static final OperatorUnderTest operator =
      OperatorUnderTest.withSystemClock()
          .withChartValues("{probe: {enabled: true, namespaces: [default]}}")
          .withProbes(new ProbeSetup("operator:test", Set.of("default")));

  private final KubernetesClient client = operator.cluster().client();
  private final LiveNodePool pool = new LiveNodePool(client, "np1");
  private final LiveNodePool windows = new LiveNodePool(client, "win1");
  private final ProbeKubelet kubelet = new ProbeKubelet(client);

  /** Other tests count the namespaces of the shared control plane. */
  @AfterAll
  static void deleteNamespace() {
    var namespace = operator.cluster().client().namespaces().withName(ProbePods.NAMESPACE);
    namespace.delete();
    eventually(() -> assertThat(namespace.get()).isNull());
  }

  @AfterEach
  void restore() {
    withdraw("default");
    operator.baseline().delete();
    pool.delete();
    windows.delete();
    eventually(() -> assertThat(kubelet.pods()).isEmpty());
  }

  @Test
  void aProbeReportsThePoolInAuditAndThePodGoes() {
    pool.create(0, IMAGE);
    windows.createWindows(0);
    operator.baseline().applyAndSettle(AUDIT);

    Pod pod = kubelet.awaitPod("np1");
    assertThat(pod.getSpec().getContainers().getFirst().getImage()).isEqualTo("operator:test");
    assertThat(pod.getSpec().getAutomountServiceAccountToken()).isFalse();
    kubelet.end(pod, ProbeResult.reached("IMDS"));

    eventually(() -> assertThat(probe("np1").result()).isEqualTo("Reached"));
    assertThat(probe("np1").policy()).isEqualTo("NotInPlace");
    assertThat(probe("np1").nodeImage()).isEqualTo(IMAGE);
    assertThat(probe("win1").result()).isEqualTo("NotProbed");
    eventually(() -> assertThat(kubelet.pods()).isEmpty());
    assertThat(notes())
        .anyMatch(note -> note.startsWith("ReachedByProbe:"))
        .anyMatch(note -> note.startsWith("NotProbed:"));
    assertThat(operator.metrics())
        .anyMatch(line ->
            line.startsWith("securitybaseline_probes{") && line.contains("result=\"Reached\""));
    eventually(() ->
        assertThat(operator.baseline().events("Probed"))
            .singleElement()
            .satisfies(event -> {
              assertThat(event.getType()).isEqualTo("Warning");
              assertThat(event.getMessage())
                  .startsWith("Probe of np1: Reached: IMDS")
                  .contains("NotInPlace", IMAGE);
            }));
  }

  /** The namespace of the chart asks for the standard, and the API server for every pod in it. */
  @Test
  void thePodIsAdmittedWhereTheStandardRestrictedIsEnforced() {
    pool.create(0, IMAGE);
    operator.baseline().applyAndSettle(AUDIT);
    Pod pod = kubelet.awaitPod("np1");
    assertThat(client.namespaces().withName(ProbePods.NAMESPACE).get().getMetadata().getLabels())
        .containsEntry("pod-security.kubernetes.io/enforce", "restricted");

    Pod copy =
        new PodBuilder(pod)
            .withNewMetadata()
            .withNamespace(ProbePods.NAMESPACE)
            .withName("copy")
            .endMetadata()
            .withStatus(null)
            .build();
    client.resource(copy).dryRun().create();
    copy.getSpec().getSecurityContext().setRunAsNonRoot(false);
    copy.getSpec().getContainers().getFirst().getSecurityContext().setRunAsNonRoot(null);
    assertThatThrownBy(() -> client.resource(copy).dryRun().create())
        .hasMessageContaining("violates PodSecurity \"restricted:latest\"");
  }

  @Test
  void aNamespaceIsProbedOnRequestWhereTheChartAllowsIt() {
    String other = operator.namespaces().create("other");
    request("default");
    request(other);
    operator.baseline().applyAndSettle(ENFORCE);

    Pod pod = kubelet.awaitPod("namespace-default");
    assertThat(pod.getMetadata().getNamespace()).isEqualTo("default");
    kubelet.end(pod, ProbeResult.reached("IMDS"));
    eventually(() -> {
      assertThat(probe("namespace/default").policy()).isEqualTo("InPlace");
      assertThat(section().worst())
          .filteredOn(finding -> finding.reason().equals("ReachedByProbe"))
          .extracting(NamespaceFinding::namespace)
          .containsExactly("default");
    });
    assertThat(notes()).anyMatch(note -> note.startsWith("NotProbed: ") && note.contains(other));
    eventually(() -> assertThat(kubelet.pods()).isEmpty());

    withdraw("default");
    eventually(() -> assertThat(condition().getStatus()).isEqualTo("True"));
  }

  private void request(String namespace) {
    annotate(namespace, "true");
  }

  private void withdraw(String namespace) {
    annotate(namespace, "false");
  }

  private void annotate(String namespace, String value) {
    client
        .namespaces()
        .withName(namespace)
        .edit(found ->
            new NamespaceBuilder(found)
                .editMetadata()
                .addToAnnotations(ProbeRequest.ANNOTATION, value)
                .endMetadata()
                .build());
  }

  @Test
  void enforceProbesAgainAndReachedIsAViolation() {
    pool.create(0, IMAGE);
    operator.baseline().applyAndSettle(AUDIT);
    kubelet.end(kubelet.awaitPod("np1"), ProbeResult.reached("IMDS"));
    eventually(() -> assertThat(probe("np1").policy()).isEqualTo("NotInPlace"));

    operator.baseline().apply(ENFORCE);
    kubelet.end(kubelet.awaitPod("np1"), ProbeResult.reached("IMDS"));
    eventually(() -> {
      assertThat(probe("np1").policy()).isEqualTo("InPlace");
      assertThat(condition().getReason()).isEqualTo("ReachedByProbe");
    });
    eventually(() -> assertThat(kubelet.pods()).isEmpty());

    pool.setImage(0, NEWER);
    kubelet.end(kubelet.awaitPod("np1"), ProbeResult.blocked("connections time out"));
    eventually(() -> {
      assertThat(probe("np1").result()).isEqualTo("Blocked");
      assertThat(condition().getStatus()).isEqualTo("True");
    });
  }

  @Test
  void probesDecideAnUnknownEngine() {
    pool.create(0, IMAGE);
    operator
        .baseline()
        .applyAndSettle("{mode: Enforce, instanceMetadata: {engine: None, verification: Probe}}");
    kubelet.end(kubelet.awaitPod("np1"), ProbeResult.blocked("connections time out"));

    eventually(() -> {
      assertThat(probe("np1").policy()).isEqualTo("InPlace");
      assertThat(condition().getStatus()).isEqualTo("True");
      assertThat(notes()).anyMatch(note -> note.startsWith("BlockedByProbe:"));
    });
  }

  /** Also the second time: a pod with the name of a deleted one is no copy by another client. */
  @Test
  void noPodIsLeftWhenVerificationEnds() {
    pool.create(0, IMAGE);
    for (int i = 0; i < 2; i++) {
      operator.baseline().applyAndSettle(AUDIT);
      kubelet.awaitPod("np1");

      operator.baseline().apply("{mode: Audit, instanceMetadata: {engine: Calico}}");
      eventually(() -> assertThat(kubelet.pods()).isEmpty());
      eventually(() -> assertThat(section().probes()).isNull());
    }
  }

  private ProbeStatus probe(String pool) {
    List<ProbeStatus> probes = Objects.requireNonNull(section().probes());
    return probes.stream().filter(each -> each.pool().equals(pool)).findFirst().orElseThrow();
  }

  private static InstanceMetadataStatus section() {
    return Objects.requireNonNull(operator.baseline().status().instanceMetadata());
  }

  private static Condition condition() {
    return operator.baseline().condition("InstanceMetadataRestricted").orElseThrow();
  }

  private List<String> notes() {
    return section().notes();
  }
}
