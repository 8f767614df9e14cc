package io.securitybaseline.it;

import static io.securitybaseline.testing.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.Watch;
import io.securitybaseline.api.status.NodePoolStatus;
import io.securitybaseline.api.status.NodesStatus;
import io.securitybaseline.testing.AuditLog;
import io.securitybaseline.testing.AuditLog.Request;
import io.securitybaseline.testing.LiveNodePool;
import io.securitybaseline.testing.MovableClock;
import io.securitybaseline.testing.OperatorUnderTest;
import io.securitybaseline.testing.Recording;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Nodes as a cluster has them: made, relabelled, waiting for a reboot, replaced. */
class NodesIT {

  private static final MovableClock CLOCK = MovableClock.at("2026-11-24T10:00:00Z");
  private static final String OLD = "AKSUbuntu-2404gen2containerd-202610.06.0";
  private static final String NEW = "AKSUbuntu-2404gen2containerd-202611.17.0";
  private static final int HEARTBEATS = 20;

  @RegisterExtension static final OperatorUnderTest operator = OperatorUnderTest.with(CLOCK);

  private final KubernetesClient client = operator.cluster().client();
  private final LiveNodePool pool = new LiveNodePool(client, "np1");
  private final LiveNodePool windows = new LiveNodePool(client, "win1");

  @AfterEach
  void restore() {
    CLOCK.reset();
    pool.delete();
    windows.delete();
  }

  @Test
  void anUpgradedNodeIsSeen() {
    pool.create(0, OLD);
    pool.create(1, NEW);
    operator.baseline().applyAndSettle(Specs.AUDIT_ON_CALICO);

    eventually(() -> {
      assertThat(nodes().pools()).containsExactly(poolStatus(2, OLD, 49, 1, null));
      assertThat(nodes().outdatedImages()).isEqualTo(1);
      assertThat(condition("NodeImagesCurrent")).isEqualTo("False OutdatedImage");
      assertThat(condition("NodesRebooted")).isEqualTo("Unknown NoRebootSignal");
      assertThat(nodes().rebootUnknown()).isEqualTo(2);
    });

    pool.setImage(0, NEW);
    eventually(() -> {
      assertThat(nodes().pools()).containsExactly(poolStatus(2, NEW, 7, 0, null));
      assertThat(condition("NodeImagesCurrent")).isEqualTo("True AllCurrent");
    });

    pool.delete(1);
    eventually(() -> assertThat(nodes().total()).isEqualTo(1));
  }

  @Test
  void aNodeThatWaitsForARebootIsReportedAndRebooted() {
    pool.create(0, NEW);
    pool.setRebootRequired(0, "False", "2026-11-24T10:00:00Z");
    operator.baseline().applyAndSettle(Specs.AUDIT_ON_CALICO);
    eventually(() -> assertThat(condition("NodesRebooted")).isEqualTo("True AllRebooted"));

    pool.setRebootRequired(0, "True", "2026-11-24T00:00:00Z");
    eventually(() -> {
      assertThat(nodes().rebootRequired()).isEqualTo(1);
      assertThat(condition("NodesRebooted")).isEqualTo("True AllRebooted");
      assertThat(nodes().notes()).anyMatch(note -> note.startsWith("RebootPending: pool np1"));
    });

    pool.setRebootRequired(0, "True", "2026-11-20T00:00:00Z");
    eventually(() -> assertThat(condition("NodesRebooted")).isEqualTo("False RebootRequired"));
    eventually(() -> assertThat(events("RebootRequired")).hasSize(1));

    pool.setRebootRequired(0, "False", "2026-11-24T10:00:00Z");
    eventually(() -> assertThat(condition("NodesRebooted")).isEqualTo("True AllRebooted"));
    eventually(() -> assertThat(events("Rebooted")).hasSize(1));
    assertThat(events("RebootRequired")).hasSize(1);
  }

  @Test
  void agesMoveWithTheDate() {
    pool.create(0, NEW);
    pool.setRebootRequired(0, "False", "2026-11-24T10:00:00Z");
    operator.baseline().applyAndSettle(Specs.AUDIT_ON_CALICO);
    eventually(() -> assertThat(condition("NodeImagesCurrent")).isEqualTo("True AllCurrent"));

    pool.heartbeat(0, "2026-12-18T10:00:00Z");
    CLOCK.advance(Duration.ofDays(24));
    operator.baseline().requestPass();
    eventually(() -> {
      assertThat(nodes().pools()).containsExactly(poolStatus(1, NEW, 31, 1, 0));
      assertThat(condition("NodeImagesCurrent")).isEqualTo("False OutdatedImage");
    });
  }

  @Test
  void heartbeatsLeadToNoRequestAndNoEvaluation() {
    // Each namespace of an earlier test that is gone at last leads to an evaluation.
    eventually(() ->
        assertThat(client.namespaces().list().getItems())
            .noneMatch(it -> it.isMarkedForDeletion()));
    pool.create(0, NEW);
    pool.create(1, NEW);
    pool.setReady(0, "2026-11-24T10:00:00Z");
    pool.setRebootRequired(0, "False", "2026-11-24T10:00:00Z");
    operator.baseline().applyAndSettle(Specs.AUDIT_ON_CALICO);
    eventually(() -> assertThat(nodes().total()).isEqualTo(2));
    eventually(() -> assertThat(operator.baseline().events("NoRebootSignal")).hasSize(1));
    AuditLog log = operator.auditLogFromNow();
    double evaluations = operator.evaluations();

    Recording<Node> seen = new Recording<>();
    try (Watch _ = client.nodes().withName(pool.name(0)).watch(seen)) {
      for (int i = 0; i < HEARTBEATS; i++) {
        pool.heartbeat(0, "2026-11-24T10:%02d:00Z".formatted(i));
      }
      eventually(() -> assertThat(seen.reported()).hasSizeGreaterThanOrEqualTo(HEARTBEATS));
    }
    pool.setImage(1, OLD);
    eventually(() -> assertThat(nodes().outdatedImages()).isEqualTo(1));

    // That of the changed image, and perhaps the regular one.
    assertThat(operator.evaluations() - evaluations).isBetween(1.0, 2.0);
    eventually(() -> assertThat(answered(log)).isNotEmpty());
    assertThat(answered(log).getFirst().target()).isEqualTo("securitybaselines/status");
    assertThat(answered(log))
        .filteredOn(Request::isWrite)
        .filteredOn(request -> request.target().equals("securitybaselines/status"))
        .hasSize(1);
  }

  @Test
  void anExemptPoolCountsApart() {
    pool.create(0, OLD);
    operator
        .baseline()
        .applyAndSettle(
            Specs.AUDIT_ON_CALICO
                + """
                exemptions:
                - name: frozen
                  control: Nodes
                  nodePools: ["np*"]
                  reason: replaced next month
                  owner: platform@contoso.com
                  expiresOn: "2026-12-31"
                """);

    eventually(() -> {
      assertThat(nodes().exempt()).isEqualTo(1);
      assertThat(nodes().outdatedImages()).isZero();
      assertThat(condition("NodeImagesCurrent")).isEqualTo("True AllCurrent");
    });
  }

  @Test
  void offReportsNothing() {
    pool.create(0, OLD);
    operator.baseline().applyAndSettle(Specs.AUDIT_ON_CALICO + "nodes: {mode: \"Off\"}\n");

    assertThat(operator.baseline().status().nodes()).isNull();
    assertThat(operator.baseline().condition("NodesRebooted")).isEmpty();
    assertThat(operator.baseline().condition("NodeImagesCurrent")).isEmpty();
    assertThat(operator.baseline().events("NotSupportedYet")).isEmpty();
  }

  /** A pod may be seen before the node that it was scheduled to. */
  @Test
  void aPodIsEvaluatedAgainWhenItsNodeIsKnownToRunWindows() {
    windows.createWindows(0);
    String namespace = operator.namespaces().create("late");
    client.resource(pod(namespace, windows.name(1))).create();
    operator.baseline().applyAndSettle("{mode: Enforce, instanceMetadata: {engine: AzureNpm}}");
    eventually(() -> assertThat(operator.baseline().counts().pending()).isZero());
    assertThat(operator.baseline().findingsOn(namespace)).isEmpty();

    windows.createWindows(1);
    eventually(() ->
        assertThat(operator.baseline().findingsOn(namespace))
            .singleElement()
            .satisfies(finding -> assertThat(finding.reason()).isEqualTo("WindowsNotEnforced")));
  }

  /** With a reboot of which nothing is reported, or of none. */
  private static NodePoolStatus poolStatus(
      int nodes, String image, int days, int outdated, @Nullable Integer waiting) {
    return new NodePoolStatus("np1", "Linux", nodes, image, null, days, waiting, outdated);
  }

  private static NodesStatus nodes() {
    return Objects.requireNonNull(operator.baseline().status().nodes(), "no section nodes");
  }

  private static String condition(String type) {
    return operator
        .baseline()
        .condition(type)
        .map(condition -> condition.getStatus() + " " + condition.getReason())
        .orElse("none");
  }

  private List<Event> events(String reason) {
    return client.v1().events().inNamespace("default").list().getItems().stream()
        .filter(event -> event.getInvolvedObject().getKind().equals("Node"))
        .filter(event -> event.getInvolvedObject().getName().equals(pool.name(0)))
        .filter(event -> event.getReason().equals(reason))
        .toList();
  }

  /** Without the events that tell of the change that ends the test. */
  private static List<Request> answered(AuditLog log) {
    return log.requests().stream()
        .filter(request -> !request.isWatch())
        .filter(request -> !request.resource().equals("leases"))
        .filter(request -> !request.resource().equals("events"))
        .toList();
  }

  /** Without a kubelet, only a pod without a grace period can be deleted. */
  private static String pod(String namespace, String node) {
    return """
    apiVersion: v1
    kind: Pod
    metadata: {name: web, namespace: %s}
    spec:
      nodeName: %s
      terminationGracePeriodSeconds: 0
      automountServiceAccountToken: false
      containers: [{name: web, image: none}]
    """
        .formatted(namespace, node);
  }
}
