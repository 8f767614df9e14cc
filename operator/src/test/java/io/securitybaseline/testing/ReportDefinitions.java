package io.securitybaseline.testing;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import io.securitybaseline.report.policy.ReportKind;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The definitions of policy reports as their projects publish them, and the reports in a cluster.
 */
public record ReportDefinitions(TestCluster cluster, ReportKind kind) {

  /** Those of a kind, installed. */
  public static ReportDefinitions installed(TestCluster cluster, ReportKind kind) {
    ReportDefinitions definitions = new ReportDefinitions(cluster, kind);
    definitions.install();
    return definitions;
  }

  /** The results of a report. */
  public static List<Map<String, Object>> results(GenericKubernetesResource report) {
    return report.get("results");
  }

  /** Installs both definitions. */
  public void install() {
    files(kind).forEach(cluster::installCrd);
  }

  /** Removes both, with all reports. */
  public void remove() {
    cluster.removeCrd(kind.definition());
    cluster.removeCrd(ReportKind.plural(kind.cluster()) + "." + kind.group());
  }

  private static Stream<String> files(ReportKind kind) {
    return switch (kind) {
      case OPEN_REPORTS ->
          Stream.of("openreports.io_reports", "openreports.io_clusterreports")
              .map(file -> GoModule.OPEN_REPORTS.read("config/crd/" + file + ".yaml"));
      case POLICY_REPORT ->
          Stream.of("wgpolicyk8s.io_policyreports", "wgpolicyk8s.io_clusterpolicyreports")
              .map(file -> GoModule.KYVERNO.read("config/crds/policyreport/" + file + ".yaml"));
    };
  }

  /** The report of a namespace. */
  public Optional<GenericKubernetesResource> ofNamespace(String namespace) {
    return Optional.ofNullable(
        cluster
            .client()
            .genericKubernetesResources(context(kind.namespaced(), true))
            .inNamespace(namespace)
            .withName(ReportKind.NAME)
            .get());
  }

  /** The report of the cluster. */
  public Optional<GenericKubernetesResource> ofCluster() {
    return Optional.ofNullable(
        cluster
            .client()
            .genericKubernetesResources(context(kind.cluster(), false))
            .withName(ReportKind.NAME)
            .get());
  }

  /** All reports of namespaces. */
  public List<GenericKubernetesResource> all() {
    return cluster
        .client()
        .genericKubernetesResources(context(kind.namespaced(), true))
        .inAnyNamespace()
        .list()
        .getItems();
  }

  /** How the reports of namespaces are addressed. */
  public ResourceDefinitionContext namespaced() {
    return context(kind.namespaced(), true);
  }

  private ResourceDefinitionContext context(String name, boolean isNamespaced) {
    return new ResourceDefinitionContext.Builder()
        .withGroup(kind.group())
        .withVersion(kind.version())
        .withKind(name)
        .withPlural(ReportKind.plural(name))
        .withNamespaced(isNamespaced)
        .build();
  }
}
