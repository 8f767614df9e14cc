package io.securitybaseline.it;

import static io.securitybaseline.testing.Eventually.eventually;
import static io.securitybaseline.testing.RetryOnConflict.edit;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.api.model.TaintBuilder;
import io.securitybaseline.api.status.NodePoolStatus;
import io.securitybaseline.testing.MovableClock;
import io.securitybaseline.testing.OperatorUnderTest;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Node pools are exempted by exactly the names that the status shows. */
class NodeExemptionIT {

  private static final String TEST = "securitybaseline.io/test";
  private static final String IMAGE = "kubernetes.azure.com/node-image-version";
  private static final String OLD = "AKSUbuntu-2404gen2containerd-202601.06.0";

  @RegisterExtension
  static final OperatorUnderTest operator =
      OperatorUnderTest.with(MovableClock.at("2026-11-24T10:00:00Z"));

  @AfterEach
  void deleteNodes() {
    var nodes = operator.cluster().client().nodes().withLabel(TEST, "exemption");
    nodes.delete();
    eventually(() -> assertThat(nodes.list().getItems()).isEmpty());
  }

  @Test
  void everyNameThatTheStatusShowsExempts() {
    create("batch-0", Map.of("karpenter.sh/nodepool", "batch", IMAGE, OLD));
    create("own-0", Map.of(IMAGE, OLD));
    create("virtual-0", Map.of("kubernetes.azure.com/agentpool", "np1", IMAGE, OLD));
    taint("virtual-0", "virtual-kubelet.io/provider");
    operator.baseline().applyAndSettle(Specs.AUDIT_ON_CALICO);
    eventually(() -> {
      assertThat(Objects.requireNonNull(operator.baseline().status().nodes()).pools())
          .extracting(NodePoolStatus::name)
          .containsExactly("(none)", "(virtual)", "karpenter/batch");
      assertThat(imagesCurrent()).isEqualTo("False");
    });

    operator.baseline().applyAndSettle(Specs.AUDIT_ON_CALICO + exempt("karpenter/batch"));
    eventually(() -> {
      assertThat(Objects.requireNonNull(operator.baseline().status().nodes()).worst())
          .isNotEmpty()
          .noneMatch(it -> it.pool().equals("karpenter/batch"));
      assertThat(Objects.requireNonNull(operator.baseline().status().nodes()).notes())
          .anyMatch(note -> note.startsWith("Exempt: pool karpenter/batch"));
    });

    operator
        .baseline()
        .applyAndSettle(Specs.AUDIT_ON_CALICO + exempt("karpenter/*\", \"(none)\", \"(virtual)"));
    eventually(() -> assertThat(imagesCurrent()).isEqualTo("True"));
  }

  private static String imagesCurrent() {
    return Objects.requireNonNull(
        operator.baseline().condition("NodeImagesCurrent").orElseThrow().getStatus());
  }

  private static void create(String name, Map<String, String> labels) {
    operator
        .cluster()
        .client()
        .resource(
            new NodeBuilder()
                .withNewMetadata()
                .withName(name)
                .withLabels(labels)
                .addToLabels(TEST, "exemption")
                .addToLabels("kubernetes.io/os", "linux")
                .endMetadata()
                .build())
        .create();
  }

  private static void taint(String node, String key) {
    edit(
        operator.cluster().client().nodes().withName(node),
        it ->
            it.getSpec()
                .getTaints()
                .add(new TaintBuilder().withKey(key).withEffect("NoSchedule").build()));
  }

  private static String exempt(String pools) {
    return """
    exemptions:
    - name: nap-batch
      control: Nodes
      nodePools: ["%s"]
      reason: pinned image until the driver loads
      owner: platform@contoso.com
      expiresOn: "2027-01-31"
    """
        .formatted(pools);
  }
}
