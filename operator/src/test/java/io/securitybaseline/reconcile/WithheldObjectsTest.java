package io.securitybaseline.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyBuilder;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import io.fabric8.kubernetes.api.model.rbac.RoleBindingBuilder;
import io.securitybaseline.api.spec.Mode;
import io.securitybaseline.control.Baseline;
import io.securitybaseline.control.Compliance;
import io.securitybaseline.control.Decision;
import io.securitybaseline.control.Finding;
import io.securitybaseline.control.Finding.Severity;
import io.securitybaseline.control.Reasons;
import io.securitybaseline.control.SubjectState;
import io.securitybaseline.control.Verdict;
import io.securitybaseline.controls.golden.GoldenInput;
import io.securitybaseline.controls.groupbindings.GroupBindingsControl;
import io.securitybaseline.controls.instancemetadata.InstanceMetadataControl;
import io.securitybaseline.controls.instancemetadata.InstanceMetadataModule;
import io.securitybaseline.facts.AccessSnapshot;
import io.securitybaseline.facts.Binding;
import io.securitybaseline.facts.BindingSnapshot;
import io.securitybaseline.facts.ClusterSnapshot;
import io.securitybaseline.facts.NamespaceSnapshot;
import io.securitybaseline.facts.NamespaceSnapshots;
import io.securitybaseline.facts.OwnerEvidence;
import io.securitybaseline.facts.azure.directory.Memberships;
import io.securitybaseline.facts.watch.Marker;
import io.securitybaseline.facts.watch.Marker.Cause;
import io.securitybaseline.kubernetes.NetworkEngine;
import io.securitybaseline.module.Scope;
import io.securitybaseline.module.Situation;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What is decided where an object is known to exist and nothing else is known of it. */
class WithheldObjectsTest {

  private static final ClusterSnapshot CALICO =
      new ClusterSnapshot(
          Map.of(NetworkEngine.CALICO, "v3.29.0"), false, false, false, false, false, null);

  private final Situation enforced = Fixtures.situation(Mode.ENFORCE, Situation.Phase.ACTIVE);
  private final Baseline baseline = enforced.baseline();

  @Test
  void aPodThatIsNotKnownIsReportedAndItsNamespaceIsProtected() {
    Pod pod = marked(new PodBuilder().withNewMetadata().endMetadata().build(), Cause.TOO_LARGE);

    Verdict known = evaluate(snapshot(namespace(), List.of(), List.of()));
    Verdict verdict = evaluate(snapshot(namespace(), List.of(), List.of(pod)));

    assertThat(verdict.enforce()).isEqualTo(known.enforce()).isNotEmpty();
    assertThat(verdict.findings())
        .anySatisfy(finding -> {
          assertThat(finding.reason()).isEqualTo(Reasons.OBJECT_TOO_LARGE);
          assertThat(finding.severity()).isEqualTo(Severity.UNKNOWN);
          assertThat(finding.message()).contains("Pod/x", "2.0 MiB").hasSizeLessThan(300);
        });
    assertThat(InstanceMetadataControl.isCovered(verdict.findings())).isFalse();
  }

  @Test
  void besideAPolicyThatIsNotKnownNothingIsChanged() {
    NetworkPolicy policy =
        marked(
            new NetworkPolicyBuilder().withNewMetadata().endMetadata().build(), Cause.UNREADABLE);

    Verdict verdict = evaluate(snapshot(namespace(), List.of(policy), List.of()));

    assertThat(verdict.enforce()).isEmpty();
    assertThat(verdict.findings()).extracting(Finding::reason).contains(Reasons.UNREADABLE_OBJECT);
  }

  @Test
  void whereTheNamespaceItselfIsNotKnownNothingIsCleanedUp() {
    Namespace namespace = marked(namespace(), Cause.TOO_LARGE);

    GoldenInput input = new GoldenInput(baseline).cluster(CALICO);
    input.resources.add(namespace);

    Decision decision =
        input
            .evaluations(new InstanceMetadataModule(), new Scope.InNamespace("shop"))
            .getFirst()
            .decision();

    assertThat(decision.state()).contains(SubjectState.PENDING);
    assertThat(decision.changes()).isEmpty();
    assertThat(decision.findings()).extracting(Finding::reason).contains(Reasons.OBJECT_TOO_LARGE);
  }

  @Test
  void aBindingThatIsNotKnownIsNeverChanged() {
    RoleBinding binding =
        marked(
            new RoleBindingBuilder().withNewMetadata().endMetadata().build(),
            Cause.NAMESPACE_TOO_LARGE);

    Verdict verdict =
        new GroupBindingsControl()
            .evaluate(
                new BindingSnapshot(
                    Binding.of(binding),
                    AccessSnapshot.NOTHING_KNOWN,
                    List.of(),
                    0,
                    new OwnerEvidence(Set.of(), Instant.EPOCH),
                    Memberships.NONE),
                baseline);

    assertThat(verdict.compliance()).isEqualTo(Compliance.UNKNOWN);
    assertThat(verdict.enforce()).isEmpty();
    assertThat(verdict.findings())
        .extracting(Finding::reason)
        .containsExactly(Reasons.NAMESPACE_TOO_LARGE);
  }

  private Verdict evaluate(NamespaceSnapshot snapshot) {
    return new InstanceMetadataControl().evaluate(snapshot, baseline);
  }

  private static NamespaceSnapshot snapshot(
      Namespace namespace, List<NetworkPolicy> policies, List<Pod> pods) {
    return NamespaceSnapshots.of(namespace, policies, pods, List::of, CALICO, _ -> false);
  }

  private static Namespace namespace() {
    return new NamespaceBuilder()
        .withNewMetadata()
        .withName("shop")
        .withUid("uid-shop")
        .endMetadata()
        .build();
  }

  private static <T extends HasMetadata> T marked(T object, Cause cause) {
    if (object.getMetadata().getName() == null) {
      object.getMetadata().setName("x");
    }
    object.setMetadata(Marker.metadata(cause, object, 2 << 20));
    return object;
  }
}
