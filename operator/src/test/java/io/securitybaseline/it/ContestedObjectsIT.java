package io.securitybaseline.it;

import static io.securitybaseline.testing.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceQuota;
import io.fabric8.kubernetes.api.model.ResourceQuotaStatus;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.securitybaseline.api.status.NamespaceFinding;
import io.securitybaseline.testing.AuditLog;
import io.securitybaseline.testing.OperatorUnderTest;
import io.securitybaseline.testing.TestNamespaces;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What keeps the operator's object from being, or staying, what it is intended to be. */
class ContestedObjectsIT {

  @RegisterExtension static final OperatorUnderTest operator = OperatorUnderTest.withSystemClock();

  private static final PatchContext ARGO =
      new PatchContext.Builder()
          .withPatchType(PatchType.SERVER_SIDE_APPLY)
          .withFieldManager("argocd-controller")
          .withForce(true)
          .build();

  private final TestNamespaces namespaces = operator.namespaces();
  private final List<HasMetadata> applied = new ArrayList<>();

  @AfterEach
  void deleteWhatIsClusterWide() {
    applied.forEach(object -> operator.cluster().client().resource(object).delete());
  }

  @Test
  void anExceededQuotaIsNamed() {
    String namespace = namespaces.create("quota");
    exhaustQuota(namespace);

    operator.baseline().apply(Specs.ENFORCE_ON_CALICO);

    eventually(() ->
        assertThat(finding(namespace))
            .satisfies(finding -> {
              assertThat(finding.reason()).isEqualTo("QuotaExceeded");
              assertThat(finding.message())
                  .startsWith(
                      "a ResourceQuota of the namespace leaves no room for the NetworkPolicy of the"
                          + " operator: raise it, or exclude the namespace:")
                  .contains("exceeded quota: objects");
            }));
    assertThat(operator.baseline().counts().failed()).isEqualTo(1);

    operator
        .cluster()
        .client()
        .resourceQuotas()
        .inNamespace(namespace)
        .withName("objects")
        .delete();
    eventually(() -> assertThat(operator.baseline().counts().failed()).isZero());
  }

  @Test
  void admissionThatChangesTheObjectIsNamedWithTheField() {
    String namespace = namespaces.create("mutate", Map.of("policy", "mutated"));
    applyClusterWide(
        """
        apiVersion: admissionregistration.k8s.io/v1
        kind: MutatingAdmissionPolicyBinding
        metadata: {name: netpol-both-ways}
        spec: {policyName: netpol-both-ways, matchResources: {namespaceSelector: {matchLabels: {policy: mutated}}}}
        """);
    applyClusterWide(
        """
        apiVersion: admissionregistration.k8s.io/v1
        kind: MutatingAdmissionPolicy
        metadata: {name: netpol-both-ways}
        spec:
          failurePolicy: Fail
          reinvocationPolicy: Never
          matchConstraints:
            resourceRules: [{apiGroups: [networking.k8s.io], apiVersions: [v1], operations: [CREATE, UPDATE], resources: [networkpolicies]}]
          mutations:
          - patchType: JSONPatch
            jsonPatch: {expression: "[JSONPatch{op: 'replace', path: '/spec/policyTypes', value: ['Ingress', 'Egress']}]"}
        """);
    eventually(() -> assertThat(isMutated(namespace)).isTrue());
    AuditLog log = operator.auditLogFromNow();

    operator.baseline().apply(Specs.ENFORCE_ON_CALICO);

    eventually(() ->
        assertThat(finding(namespace))
            .satisfies(finding -> {
              assertThat(finding.reason()).isEqualTo("RewrittenByAdmission");
              assertThat(finding.message())
                  .startsWith(
                      "admission changes spec.policyTypes of NetworkPolicy"
                          + " restrict-instance-metadata");
            }));
    assertThat(policyWrites(log, namespace)).hasSizeLessThan(10);
  }

  @Test
  void repairsThatAnotherControllerUndoesAreFewAndNameIt() {
    String namespace = namespaces.create("argo");
    operator.baseline().applyAndSettle(Specs.ENFORCE_ON_CALICO);
    AuditLog log = operator.auditLogFromNow();

    eventually(() -> {
      restoreFromGit(
          """
          apiVersion: networking.k8s.io/v1
          kind: NetworkPolicy
          metadata: {name: restrict-instance-metadata, namespace: %s}
          spec:
            podSelector: {}
            policyTypes: [Egress]
            egress: [{to: [{ipBlock: {cidr: 0.0.0.0/0, except: [169.254.169.254/32, 168.63.129.16/32]}}]}]
          """
              .formatted(namespace));
      assertThat(finding(namespace))
          .isEqualTo(
              new NamespaceFinding(
                  namespace,
                  "Contested",
                  "field manager argocd-controller changes spec.egress of NetworkPolicy"
                      + " restrict-instance-metadata back after each repair, so repairs are"
                      + " delayed: remove the object from that client's source, or exclude the"
                      + " namespace"));
    });
    assertThat(policyWrites(log, namespace)).hasSizeBetween(5, 10);
    assertThat(operator.baseline().counts().failed()).isEqualTo(1);
  }

  @Test
  void aCopyInGitIsDeletedOnceInAuditAndReported() {
    String namespace = namespaces.create("copy");
    operator.baseline().applyAndSettle(Specs.AUDIT_ON_CALICO);
    String copy =
        """
        apiVersion: networking.k8s.io/v1
        kind: NetworkPolicy
        metadata:
          name: restrict-instance-metadata
          namespace: %s
          labels: {app.kubernetes.io/managed-by: security-baseline-operator, securitybaseline.io/owner-uid: %s}
          annotations: {securitybaseline.io/control: InstanceMetadata}
        spec:
          podSelector: {}
          policyTypes: [Egress]
          egress: [{to: [{ipBlock: {cidr: 0.0.0.0/0, except: [169.254.169.254/32]}}]}]
        """
            .formatted(namespace, operator.baseline().uid());
    AuditLog log = operator.auditLogFromNow();

    restoreFromGit(copy);
    eventually(() -> assertThat(namespaces.policy(namespace)).isEmpty());
    restoreFromGit(copy);

    eventually(() ->
        assertThat(operator.baseline().instanceMetadata().notes())
            .anySatisfy(note -> assertThat(note).startsWith("CopyReturned: ")));
    assertThat(namespaces.policy(namespace)).isPresent();
    assertThat(policyWrites(log, namespace)).hasSize(1);
  }

  private boolean isMutated(String namespace) {
    NetworkPolicy probe =
        (NetworkPolicy)
            operator
                .cluster()
                .apply(
                    """
                    apiVersion: networking.k8s.io/v1
                    kind: NetworkPolicy
                    metadata: {name: probe, namespace: %s}
                    spec: {podSelector: {matchLabels: {app: probe}}, policyTypes: [Ingress]}
                    """
                        .formatted(namespace));
    return probe.getSpec().getPolicyTypes().size() == 2;
  }

  private void applyClusterWide(String yaml) {
    applied.add(operator.cluster().apply(yaml));
  }

  private static void restoreFromGit(String yaml) {
    operator.cluster().client().resource(yaml).patch(ARGO);
  }

  private static List<AuditLog.Request> policyWrites(AuditLog log, String namespace) {
    return log.writes().stream()
        .filter(write -> write.resource().equals("networkpolicies"))
        .filter(write -> write.namespace().equals(namespace))
        .toList();
  }

  /** As the quota controller, which does not run here, counts a policy that is there already. */
  private void exhaustQuota(String namespace) {
    ResourceQuota quota =
        (ResourceQuota)
            operator
                .cluster()
                .apply(
                    """
                    apiVersion: v1
                    kind: ResourceQuota
                    metadata: {name: objects, namespace: %s}
                    spec: {hard: {count/networkpolicies.networking.k8s.io: "1"}}
                    """
                        .formatted(namespace));
    Map<String, Quantity> one =
        Map.of("count/networkpolicies.networking.k8s.io", new Quantity("1"));
    quota.setStatus(new ResourceQuotaStatus(one, one));
    operator.cluster().client().resource(quota).updateStatus();
  }

  private static NamespaceFinding finding(String namespace) {
    return operator.baseline().findingsOn(namespace).getFirst();
  }
}
