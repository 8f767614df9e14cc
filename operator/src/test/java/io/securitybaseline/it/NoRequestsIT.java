package io.securitybaseline.it;

import static io.securitybaseline.testing.Eventually.eventually;
import static io.securitybaseline.testing.RetryOnConflict.edit;
import static io.securitybaseline.testing.RetryOnConflict.editStatus;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.Watch;
import io.securitybaseline.testing.AuditLog;
import io.securitybaseline.testing.AuditLog.Request;
import io.securitybaseline.testing.OperatorUnderTest;
import io.securitybaseline.testing.Recording;
import io.securitybaseline.testing.TestNamespaces;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Where nothing that matters happens, nothing is asked of the API server. */
class NoRequestsIT {

  private static final int HEARTBEATS = 20;

  @RegisterExtension static final OperatorUnderTest operator = OperatorUnderTest.withSystemClock();

  private final TestNamespaces namespaces = operator.namespaces();
  private final KubernetesClient client = operator.cluster().client();

  @Test
  void heartbeatsAndAnnotationsLeadToNoRequest() {
    String busy = namespaces.create("busy");
    String drifting = namespaces.create("drifting");
    createPod(busy);
    operator.baseline().applyAndSettle(Specs.ENFORCE_ON_CALICO);
    eventuallyAllRestricted();
    eventuallyAllIsReported();
    AuditLog log = operator.auditLogFromNow();

    Recording<Namespace> seenNamespaces = new Recording<>();
    Recording<Pod> seenPods = new Recording<>();
    try (Watch _ = client.namespaces().watch(seenNamespaces);
        Watch _ = client.pods().inNamespace(busy).watch(seenPods)) {
      for (int i = 1; i <= HEARTBEATS; i++) {
        annotate(busy, i);
        beat(busy, i);
      }
      eventually(() -> assertThat(heard(seenNamespaces, busy)).isGreaterThan(HEARTBEATS));
      eventually(() -> assertThat(seenPods.reported()).hasSizeGreaterThan(HEARTBEATS));
    }
    namespaces.policyResource(drifting).delete();
    eventually(() -> assertThat(namespaces.policy(drifting)).isPresent());

    eventually(() -> assertThat(answered(log)).isNotEmpty());
    assertThat(answered(log))
        .first()
        .satisfies(request -> {
          assertThat(request.target()).isEqualTo("networkpolicies");
          assertThat(request.verb()).isEqualTo("create");
          assertThat(request.namespace()).isEqualTo(drifting);
        });
    assertThat(answered(log))
        .allSatisfy(request -> assertThat(request.namespace()).isNotEqualTo(busy));
  }

  private static List<Request> answered(AuditLog log) {
    return log.requests().stream()
        .filter(request -> !request.isWatch())
        .filter(request -> !request.resource().equals("leases"))
        .toList();
  }

  private static long heard(Recording<Namespace> recording, String namespace) {
    return recording.objects().stream()
        .filter(it -> it.getMetadata().getName().equals(namespace))
        .count();
  }

  private void eventuallyAllRestricted() {
    eventually(() ->
        assertThat(operator.baseline().counts().restricted())
            .isEqualTo(namespaces.living().size()));
  }

  /** Events are sent behind the status: until the last of them is there, more is to come. */
  private void eventuallyAllIsReported() {
    eventually(() -> {
      List<Event> events = operator.baseline().events();
      assertThat(operator.baseline().status().conditions())
          .filteredOn(condition -> !condition.getType().equals("Compliant"))
          .allSatisfy(condition ->
              assertThat(events)
                  .anySatisfy(event -> {
                    assertThat(event.getMessage()).startsWith(condition.getType() + ": ");
                    assertThat(event.getType())
                        .isEqualTo(condition.getStatus().equals("True") ? "Normal" : "Warning");
                  }));
    });
  }

  private void annotate(String namespace, int number) {
    edit(
        namespaces.namespace(namespace),
        it -> it.getMetadata().setAnnotations(Map.of("example.com/beat", "" + number)));
  }

  private void createPod(String namespace) {
    client
        .resource(
            """
            apiVersion: v1
            kind: Pod
            metadata: {name: web, namespace: %s}
            spec:
              automountServiceAccountToken: false
              containers: [{name: web, image: none}]
            """
                .formatted(namespace))
        .create();
  }

  private void beat(String namespace, int number) {
    editStatus(
        client.pods().inNamespace(namespace).withName("web"),
        pod -> pod.getStatus().setMessage("heartbeat " + number));
  }
}
