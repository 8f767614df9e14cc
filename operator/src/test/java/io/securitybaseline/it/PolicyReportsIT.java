package io.securitybaseline.it;

import static io.securitybaseline.testing.Eventually.eventually;
import static io.securitybaseline.testing.ReportDefinitions.results;
import static io.securitybaseline.testing.RetryOnConflict.edit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.MAP;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.securitybaseline.control.Ownership;
import io.securitybaseline.report.policy.ReportKind;
import io.securitybaseline.runtime.RunningOperator;
import io.securitybaseline.testing.AuditLog;
import io.securitybaseline.testing.OperatorAccess;
import io.securitybaseline.testing.OperatorUnderTest;
import io.securitybaseline.testing.ReportDefinitions;
import io.securitybaseline.testing.TestNamespaces;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Policy reports by the definitions of the real projects, on a real API server. */
class PolicyReportsIT {

  private static final String ROLE_BINDING =
      """
      apiVersion: rbac.authorization.k8s.io/v1
      kind: RoleBinding
      metadata: {name: developers, namespace: %s}
      roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: edit}
      subjects:
      - {kind: User, apiGroup: rbac.authorization.k8s.io, name: anna@contoso.com}
      """;

  @RegisterExtension
  static final OperatorUnderTest operator =
      OperatorUnderTest.onControlPlaneOfItsOwn().withChartValues("reports: {enabled: true}");

  private final TestNamespaces namespaces = operator.namespaces();

  @AfterEach
  void removeTheBaseline() {
    operator.baseline().delete();
  }

  @ParameterizedTest
  @EnumSource
  void eachNamespaceHasAReportAndTheClusterHasOne(ReportKind kind) {
    ReportDefinitions reports = ReportDefinitions.installed(operator.cluster(), kind);
    String shop = namespaces.create("shop");
    operator.cluster().write(ROLE_BINDING.formatted(shop));
    operator.baseline().applyAndSettle(Specs.auditWithReports(kind));

    eventually(() -> assertThat(reports.ofNamespace(shop)).isPresent());
    GenericKubernetesResource report = reports.ofNamespace(shop).orElseThrow();
    assertThat(report.getMetadata().getLabels())
        .containsEntry(Ownership.MANAGED_BY, Ownership.MANAGER);
    assertThat(results(report))
        .anySatisfy(result ->
            assertThat(result)
                .containsEntry("source", "security-baseline-operator")
                .containsEntry("policy", "GroupBindings")
                .containsEntry("rule", "NoGroup")
                .containsEntry("result", "fail")
                .containsEntry("severity", "high")
                .hasEntrySatisfying(
                    "properties",
                    properties ->
                        assertThat(properties)
                            .asInstanceOf(MAP)
                            .containsEntry("cis", "5.5.1")
                            .containsEntry("mcsb", "PA-7")
                            .containsKey("page")))
        .anySatisfy(result ->
            assertThat(result)
                .containsEntry("policy", "InstanceMetadata")
                .containsEntry("rule", "NotRestricted"));
    assertThat(report.<Map<String, Object>>get("summary"))
        .containsEntry("fail", 2)
        .as("PodSecurity is met without pods, and LeastPrivilege by the binding")
        .containsEntry("pass", 2);
    eventually(() -> assertThat(reports.ofCluster()).isPresent());
    assertThat(results(reports.ofCluster().orElseThrow()))
        .anySatisfy(result -> assertThat(result).containsEntry("policy", "Cluster"));
    assertThat(reports.all())
        .extracting(each -> each.getMetadata().getNamespace())
        .as("system namespaces have none")
        .noneMatch(name -> name.startsWith("kube-"));
    assertThat(operator.baseline().condition("ReportsWritten"))
        .hasValueSatisfying(condition -> assertThat(condition.getStatus()).isEqualTo("True"));

    operator.baseline().applyAndSettle(Specs.AUDIT_ON_CALICO);
    eventually(() -> assertThat(reports.all()).isEmpty());
    eventually(() -> assertThat(reports.ofCluster()).isEmpty());
    assertThat(operator.baseline().condition("ReportsWritten")).isEmpty();
  }

  @Test
  void aReportChangesWithTheFindingsAndEndsWithTheExclusionOrTheBaseline() {
    ReportDefinitions reports =
        ReportDefinitions.installed(operator.cluster(), ReportKind.OPEN_REPORTS);
    String shop = namespaces.create("shop");
    String other = namespaces.create("other");
    operator.baseline().applyAndSettle(Specs.auditWithReports(ReportKind.OPEN_REPORTS));
    eventually(() -> assertThat(reports.ofNamespace(shop)).isPresent());

    operator.cluster().write(ROLE_BINDING.formatted(shop));
    eventually(() ->
        assertThat(results(reports.ofNamespace(shop).orElseThrow()))
            .extracting(result -> result.get("rule"))
            .contains("NoGroup"));

    operator
        .baseline()
        .applyAndSettle(
            Specs.auditWithReports(ReportKind.OPEN_REPORTS)
                + "namespaces: {exclude: [%s]}\n".formatted(shop));
    eventually(() -> assertThat(reports.ofNamespace(shop)).isEmpty());
    assertThat(reports.ofNamespace(other)).isPresent();
    operator.baseline().delete();
    assertThat(reports.all()).isEmpty();
    assertThat(reports.ofCluster()).isEmpty();
  }

  @Test
  void anExemptionIsInTheReportWithItsEnd() {
    ReportDefinitions reports =
        ReportDefinitions.installed(operator.cluster(), ReportKind.OPEN_REPORTS);
    String shop = namespaces.create("shop");
    operator
        .baseline()
        .applyAndSettle(
            Specs.auditWithReports(ReportKind.OPEN_REPORTS)
                + """
                exemptions:
                - name: moving
                  control: InstanceMetadata
                  namespaces: [%s]
                  reason: moves to workload identity
                  owner: shop@contoso.com
                  expiresOn: "2999-03-31"
                """
                    .formatted(shop));

    eventually(() -> assertThat(reports.ofNamespace(shop)).isPresent());
    assertThat(results(reports.ofNamespace(shop).orElseThrow()))
        .filteredOn(result -> "InstanceMetadata".equals(result.get("policy")))
        .singleElement()
        .satisfies(result -> {
          assertThat(result).containsEntry("result", "skip").containsEntry("rule", "Exempt");
          assertThat(result.get("properties"))
              .asInstanceOf(MAP)
              .containsOnlyKeys("exemptUntil", "page")
              .containsEntry("exemptUntil", "2999-03-31");
        });
  }

  @Test
  void withoutTheDefinitionTheOperatorGoesOnAndStartsToReportWhenItAppears() {
    new ReportDefinitions(operator.cluster(), ReportKind.POLICY_REPORT).install();
    new ReportDefinitions(operator.cluster(), ReportKind.POLICY_REPORT).remove();
    String shop = namespaces.create("shop");
    operator.baseline().applyAndSettle(Specs.ENFORCE_ON_CALICO + "reports: PolicyReport\n");

    eventually(() -> assertThat(namespaces.policy(shop)).isPresent());
    assertThat(operator.baseline().condition("Ready").orElseThrow().getStatus()).isEqualTo("True");
    assertThat(operator.baseline().condition("ReportsWritten"))
        .hasValueSatisfying(condition -> {
          assertThat(condition.getStatus()).isEqualTo("False");
          assertThat(condition.getReason()).isEqualTo("DefinitionMissing");
        });

    ReportDefinitions reports =
        ReportDefinitions.installed(operator.cluster(), ReportKind.POLICY_REPORT);
    eventually(() -> assertThat(reports.ofNamespace(shop)).isPresent());
    eventually(() ->
        assertThat(operator.baseline().condition("ReportsWritten").orElseThrow().getStatus())
            .isEqualTo("True"));
  }

  @Test
  void unchangedReportsSurviveARestartWithoutAWriteAndLeadToNoRequest() {
    ReportDefinitions reports =
        ReportDefinitions.installed(operator.cluster(), ReportKind.OPEN_REPORTS);
    String shop = namespaces.create("shop");
    operator.cluster().write(ROLE_BINDING.formatted(shop));
    operator.baseline().applyAndSettle(Specs.auditWithReports(ReportKind.OPEN_REPORTS));
    eventually(() -> assertThat(reports.ofNamespace(shop)).isPresent());
    eventually(() -> assertThat(reports.ofCluster()).isPresent());
    String version = version(reports, shop);
    OperatorAccess access =
        OperatorAccess.to(operator.cluster().controlPlane(), "reports: {enabled: true}");
    AuditLog log = operator.auditLogFromNow();

    try (RunningOperator _ = OperatorUnderTest.start(access, Clock.systemUTC())) {
      eventually(() ->
          assertThat(log.of(access.user()).requests())
              .anyMatch(it -> it.resource().equals("clusterreports") && it.verb().equals("list")));
      String probe = namespaces.create("probe");
      eventually(() -> assertThat(reports.ofNamespace(probe)).isPresent());
    }

    assertThat(version(reports, shop)).isEqualTo(version);
    assertThat(log.of(access.user()).requests())
        .filteredOn(request -> request.isWrite() && request.resource().endsWith("reports"))
        .allSatisfy(request -> assertThat(request.namespace()).startsWith("probe"));
  }

  @Test
  void anEditByAnotherClientIsRepaired() {
    ReportDefinitions reports =
        ReportDefinitions.installed(operator.cluster(), ReportKind.OPEN_REPORTS);
    String shop = namespaces.create("shop");
    operator.baseline().applyAndSettle(Specs.auditWithReports(ReportKind.OPEN_REPORTS));
    eventually(() -> assertThat(reports.ofNamespace(shop)).isPresent());
    List<Map<String, Object>> written = results(reports.ofNamespace(shop).orElseThrow());

    edit(
        operator
            .cluster()
            .client()
            .genericKubernetesResources(reports.namespaced())
            .inNamespace(shop)
            .withName(ReportKind.NAME),
        report -> report.setAdditionalProperty("results", List.of()));
    eventually(
        () -> assertThat(results(reports.ofNamespace(shop).orElseThrow())).isEqualTo(written));

    operator
        .cluster()
        .client()
        .genericKubernetesResources(reports.namespaced())
        .inNamespace(shop)
        .withName(ReportKind.NAME)
        .delete();
    eventually(() -> assertThat(reports.ofNamespace(shop)).isPresent());
  }

  private static String version(ReportDefinitions reports, String namespace) {
    return reports.ofNamespace(namespace).orElseThrow().getMetadata().getResourceVersion();
  }
}
