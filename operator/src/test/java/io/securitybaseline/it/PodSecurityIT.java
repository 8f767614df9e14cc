package io.securitybaseline.it;

import static io.securitybaseline.testing.Eventually.eventually;
import static io.securitybaseline.testing.RetryOnConflict.edit;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ManagedFieldsEntry;
import io.fabric8.kubernetes.api.model.Namespace;
import io.securitybaseline.api.status.NamespaceFinding;
import io.securitybaseline.api.status.PodSecurityStatus;
import io.securitybaseline.testing.AuditLog;
import io.securitybaseline.testing.OperatorUnderTest;
import io.securitybaseline.testing.TestNamespaces;
import java.net.HttpURLConnection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** PodSecurity on a real API server, with the permissions of the chart. */
class PodSecurityIT {

  private static final String PREFIX = "pod-security.kubernetes.io/";
  private static final String RECORD = "securitybaseline.io/pod-security-labels";
  private static final String AUDIT = spec("Audit", "level: restricted");
  private static final String ENFORCE = spec("Enforce", "level: restricted");

  @RegisterExtension static final OperatorUnderTest operator = OperatorUnderTest.withSystemClock();

  private final TestNamespaces namespaces = operator.namespaces();

  private static String spec(String mode, String podSecurity) {
    return "mode: \"Off\"\npodSecurity: {mode: %s, %s}\n".formatted(mode, podSecurity);
  }

  @Test
  void auditReportsTheOwnerWithTheFieldToSetAndChangesNothing() {
    String shop = namespaces.create("shop");
    deploy(shop, "web", "{containers: [{name: app, image: none}]}");
    AuditLog log = operator.auditLogFromNow();

    operator.baseline().applyAndSettle(AUDIT);

    eventually(() ->
        assertThat(findingsOn(shop))
            .singleElement()
            .satisfies(finding ->
                assertThat(finding.message())
                    .startsWith("Deployment/web violates capabilities_restricted")
                    .contains(
                        "spec.template.spec.containers[app].securityContext.capabilities.drop")));
    eventually(() -> assertThat(condition()).isEqualTo("False"));
    assertThat(Objects.requireNonNull(operator.baseline().status().summary()).podSecurity())
        .isNotNull();
    assertThat(section().plannedChanges()).isEqualTo(namespaces.living().size());
    assertThat(labels(shop)).isEmpty();
    assertThat(log.writes())
        .isNotEmpty()
        .allSatisfy(write -> assertThat(write.target()).isNotEqualTo("namespaces"));
  }

  @Test
  void enforceSetsLabelsThatAreTheOperatorsOwnAndUndoRemovesNothingElse() {
    String shop = namespaces.create("shop", Map.of("team", "a", PREFIX + "audit", "baseline"));

    operator.baseline().applyAndSettle(ENFORCE);

    eventually(() ->
        assertThat(labels(shop))
            .containsExactlyInAnyOrderEntriesOf(
                Map.of(
                    PREFIX + "audit", "baseline",
                    PREFIX + "warn", "restricted",
                    PREFIX + "warn-version", "latest")));
    assertThat(ownedByOperator(shop))
        .contains(PREFIX + "warn", PREFIX + "warn-version", RECORD)
        .doesNotContain(PREFIX + "audit", "team");
    assertThat(labels("kube-system")).isEmpty();
    eventually(() ->
        assertThat(findingsOn(shop))
            .singleElement()
            .satisfies(finding -> assertThat(finding.reason()).isEqualTo("WeakerLabel")));

    operator.baseline().applyAndSettle(AUDIT);

    eventually(
        () -> assertThat(labels(shop)).containsExactly(Map.entry(PREFIX + "audit", "baseline")));
    Namespace now = namespaces.namespace(shop).require();
    assertThat(now.getMetadata().getLabels()).containsEntry("team", "a");
    assertThat(now.getMetadata().getAnnotations()).doesNotContainKey(RECORD);
  }

  @Test
  void aRemovedLabelIsRestoredAndAChangedOneIsRespected() {
    String shop = namespaces.create("shop");
    operator.baseline().applyAndSettle(ENFORCE);
    eventually(() -> assertThat(labels(shop)).hasSize(4));

    edit(namespaces.namespace(shop), it -> it.getMetadata().getLabels().remove(PREFIX + "warn"));
    eventually(() -> assertThat(labels(shop)).containsEntry(PREFIX + "warn", "restricted"));

    edit(
        namespaces.namespace(shop),
        it -> it.getMetadata().getLabels().put(PREFIX + "warn", "privileged"));
    eventually(() ->
        assertThat(findingsOn(shop))
            .singleElement()
            .satisfies(finding -> assertThat(finding.reason()).isEqualTo("WeakerLabel")));
    assertThat(labels(shop)).containsEntry(PREFIX + "warn", "privileged");
  }

  @Test
  void theLabelEnforceIsSetOnlyWhereNothingWouldBeRejected() {
    String met = namespaces.create("met");
    deploy(
        met,
        "web",
        """
        {securityContext: {runAsNonRoot: true, seccompProfile: {type: RuntimeDefault}},
         containers: [{name: app, image: none, securityContext: {allowPrivilegeEscalation: false,
           capabilities: {drop: [ALL]}}}]}
        """);
    String violating = namespaces.create("violating");
    deploy(violating, "web", "{containers: [{name: app, image: none}]}");

    operator.baseline().applyAndSettle(spec("Enforce", "enforceLabel: true"));

    eventually(() -> assertThat(labels(met)).containsEntry(PREFIX + "enforce", "restricted"));
    eventually(() -> assertThat(labels(violating)).containsEntry(PREFIX + "warn", "restricted"));
    assertThat(labels(violating)).doesNotContainKey(PREFIX + "enforce");
  }

  @Test
  void deletingTheBaselineRemovesTheLabels() {
    String shop = namespaces.create("shop");
    operator.baseline().applyAndSettle(ENFORCE);
    eventually(() -> assertThat(labels(shop)).hasSize(4));

    operator.baseline().delete();

    assertThat(labels(shop)).isEmpty();
  }

  @Test
  void oncePerNamespaceAndThenNoRequest() {
    String shop = namespaces.create("shop");
    operator.baseline().applyAndSettle(ENFORCE);
    eventually(() -> assertThat(labels(shop)).hasSize(4));
    eventually(() -> assertThat(Objects.requireNonNull(section().namespaces()).pending()).isZero());
    AuditLog log = operator.auditLogFromNow();

    edit(namespaces.namespace(shop), it -> it.getMetadata().getLabels().put("team", "b"));
    String other = namespaces.create("other");
    eventually(() -> assertThat(labels(other)).hasSize(4));

    List<AuditLog.Request> writes =
        log.writes().stream().filter(write -> write.target().equals("namespaces")).toList();
    assertThat(writes).extracting(AuditLog.Request::name).containsOnly(other);
    // A pass between a write and its event sends it again, and the API server rejects it as stale.
    assertThat(writes)
        .filteredOn(write -> write.code() != HttpURLConnection.HTTP_CONFLICT)
        .hasSize(1);
  }

  private void deploy(String namespace, String name, String podSpec) {
    operator
        .cluster()
        .apply(
            """
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: %s, namespace: %s}
            spec:
              replicas: 0
              selector: {matchLabels: {app: web}}
              template:
                metadata: {labels: {app: web}}
                spec: %s
            """
                .formatted(name, namespace, podSpec.strip().replace("\n", " ")));
  }

  private PodSecurityStatus section() {
    return Objects.requireNonNull(operator.baseline().status().podSecurity(), "no section");
  }

  private List<NamespaceFinding> findingsOn(String namespace) {
    return section().worst().stream()
        .filter(finding -> finding.namespace().equals(namespace))
        .toList();
  }

  private String condition() {
    return operator.baseline().condition("PodSecurityMet").orElseThrow().getStatus();
  }

  private Map<String, String> labels(String namespace) {
    Map<String, String> labels =
        new java.util.HashMap<>(
            namespaces.namespace(namespace).require().getMetadata().getLabels());
    labels.keySet().removeIf(label -> !label.startsWith(PREFIX));
    return labels;
  }

  /** The fields of metadata that the API server lists as the operator's. */
  private String ownedByOperator(String namespace) {
    return namespaces.namespace(namespace).require().getMetadata().getManagedFields().stream()
        .filter(entry -> "security-baseline-operator".equals(entry.getManager()))
        .map(ManagedFieldsEntry::getFieldsV1)
        .map(Object::toString)
        .findFirst()
        .orElse("");
  }
}
