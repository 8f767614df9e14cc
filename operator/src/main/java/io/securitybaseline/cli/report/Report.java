package io.securitybaseline.cli.report;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import io.securitybaseline.api.status.ClusterCheck;
import io.securitybaseline.api.status.NodePoolStatus;
import io.securitybaseline.api.status.ProbeStatus;
import java.util.List;
import java.util.Map;

/**
 * All findings of all controls in a cluster, as the formats write them.
 *
 * @param server the address of the API server
 * @param createdAt when it was made, as in RFC 3339
 * @param version of the program
 * @param benchmarks the names and versions of the benchmarks, by {@code cis} and {@code mcsb}
 * @param controls in the order of the status; those that are off have no results
 * @param findings the most severe first
 * @param namespaces each with its result of every control
 * @param exemptions those of the spec, the first to end first
 * @param nodePools at most 50
 * @param probes what probes found out, at most 50
 * @param clusterChecks the settings of the cluster in Azure
 * @param notes what the report assumes and leaves out
 */
@JsonInclude(Include.NON_EMPTY)
record Report(
    String server,
    String createdAt,
    String version,
    Map<String, String> benchmarks,
    List<ControlSummary> controls,
    List<ReportedFinding> findings,
    List<NamespaceRow> namespaces,
    List<ExemptionRow> exemptions,
    List<NodePoolStatus> nodePools,
    List<ProbeStatus> probes,
    List<ClusterCheck> clusterChecks,
    List<String> notes) {

  Report {
    controls = List.copyOf(controls);
    findings = List.copyOf(findings);
    namespaces = List.copyOf(namespaces);
    exemptions = List.copyOf(exemptions);
    nodePools = List.copyOf(nodePools);
    probes = List.copyOf(probes);
    clusterChecks = List.copyOf(clusterChecks);
    notes = List.copyOf(notes);
  }

  /** How many findings have the severity. */
  long count(String severity) {
    return findings.stream().filter(each -> each.severity().equals(severity)).count();
  }

  /** What is in one namespace. */
  Report in(String namespace) {
    return new Report(
        server,
        createdAt,
        version,
        benchmarks,
        controls,
        findings.stream().filter(each -> each.namespace().equals(namespace)).toList(),
        namespaces.stream().filter(each -> each.name().equals(namespace)).toList(),
        exemptions,
        List.of(),
        List.of(),
        List.of(),
        List.of("namespace %s only: cluster-wide findings are left out".formatted(namespace)));
  }

  /** The same without notes of the report itself. */
  Report withoutNotes() {
    return new Report(
        server,
        createdAt,
        version,
        benchmarks,
        controls,
        findings,
        namespaces,
        exemptions,
        nodePools,
        probes,
        clusterChecks,
        List.of());
  }

  /**
   * A control.
   *
   * @param mode the mode in effect on it
   * @param subjects how many subjects there are by result; absent where it is off
   */
  @JsonInclude(Include.NON_EMPTY)
  record ControlSummary(
      String name, String mode, List<ReportedCondition> conditions, Map<String, Integer> subjects) {

    ControlSummary {
      conditions = List.copyOf(conditions);
    }
  }

  /** A condition of the status, as it is or would be. */
  record ReportedCondition(String type, String status, String reason, String message) {}

  /**
   * A namespace.
   *
   * @param results by control; a control that does not evaluate the namespace has none
   */
  record NamespaceRow(String name, Map<String, String> results) {}

  /**
   * An exemption of the spec.
   *
   * @param covers the namespaces or node pools that it names
   * @param ended whether it no longer applies
   */
  record ExemptionRow(
      String name,
      String control,
      List<String> covers,
      String reason,
      String owner,
      String expiresOn,
      boolean ended) {

    ExemptionRow {
      covers = List.copyOf(covers);
    }
  }
}
