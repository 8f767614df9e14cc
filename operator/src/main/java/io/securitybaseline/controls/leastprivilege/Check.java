package io.securitybaseline.controls.leastprivilege;

import io.securitybaseline.api.spec.CheckSeverity;
import io.securitybaseline.api.spec.LeastPrivilegeSpec;
import io.securitybaseline.control.Finding;
import java.util.Optional;

/** A check, with the severity of its findings where the spec has none. */
enum Check {
  ANONYMOUS_ACCESS(
      Reasons.ANONYMOUS_ACCESS, CheckSeverity.VIOLATION, "", "remove the subject from the binding"),
  CLUSTER_ADMIN(
      Reasons.CLUSTER_ADMIN,
      CheckSeverity.VIOLATION,
      "do everything, in all namespaces that the binding covers",
      "bind a narrower role, or declare the group in spec.leastPrivilege.administrators"),
  WILDCARD_RULE(
      Reasons.WILDCARD_RULE,
      CheckSeverity.VIOLATION,
      "do more than is known today, as kinds and verbs are added",
      "list the API groups, resources and verbs that are used"),
  AUTHENTICATED_ACCESS(
      Reasons.AUTHENTICATED_ACCESS,
      CheckSeverity.NOTE,
      "",
      "bind a group of Entra ID, or a ServiceAccount, in place of all authenticated clients"),
  ESCALATION_VERB(
      Reasons.ESCALATION_VERB,
      CheckSeverity.NOTE,
      "get rights that it does not have, up to those of cluster-admin",
      "restrict the rule to harmless resourceNames, or remove the verb"),
  TOKEN_CREATION(
      Reasons.TOKEN_CREATION,
      CheckSeverity.NOTE,
      "act as any ServiceAccount that the binding covers",
      "restrict the rule by resourceNames"),
  POD_CREATION(
      Reasons.POD_CREATION,
      CheckSeverity.NOTE,
      "run pods as any ServiceAccount of the namespace, with its Secrets mounted",
      "let a delivery pipeline create workloads, or enforce a Pod Security Standard there"),
  POD_EXECUTION(
      Reasons.POD_EXECUTION,
      CheckSeverity.NOTE,
      "run commands in running pods, with their identity and their data",
      "remove the rule, or bind it for the time of an incident"),
  NODE_PROXY(
      Reasons.NODE_PROXY,
      CheckSeverity.NOTE,
      "run commands in every pod by way of the kubelets, past admission and the audit log",
      "grant nodes/metrics or nodes/stats in its place"),
  CERTIFICATE_APPROVAL(
      Reasons.CERTIFICATE_APPROVAL,
      CheckSeverity.NOTE,
      "get a certificate as another user or as a node",
      "leave approvals to Kubernetes, or remove the rule"),
  ADMISSION_CONTROL(
      Reasons.ADMISSION_CONTROL,
      CheckSeverity.NOTE,
      "read and change every object on its way into the cluster, and switch policies off",
      "restrict the rule by resourceNames"),
  SECRET_ACCESS(
      Reasons.SECRET_ACCESS,
      CheckSeverity.NOTE,
      "read the Secrets of every namespace, tokens of ServiceAccounts among them",
      "bind a Role in each namespace, for get and by resourceNames"),
  NODE_WRITE(
      Reasons.NODE_WRITE,
      CheckSeverity.NOTE,
      "move pods to a node of its choice, and hide nodes from policies that select them",
      "remove the verbs, or grant nodes/status if only conditions are written"),
  PERSISTENT_VOLUME_WRITE(
      Reasons.PERSISTENT_VOLUME_WRITE,
      CheckSeverity.NOTE,
      "mount any path of a node, and the volumes of other namespaces",
      "let a storage class provision volumes"),
  ROLE_WRITE(
      Reasons.ROLE_WRITE,
      CheckSeverity.NOTE,
      "pass on every right that it has, and widen roles together with the verb bind or escalate",
      "leave roles and bindings to a delivery pipeline"),
  DEFAULT_SERVICE_ACCOUNT(
      Reasons.DEFAULT_SERVICE_ACCOUNT,
      CheckSeverity.NOTE,
      "",
      "create a ServiceAccount for the workload that needs the role"),
  MOUNTED_TOKEN(
      Reasons.MOUNTED_TOKEN,
      CheckSeverity.NOTE,
      "",
      "set automountServiceAccountToken: false where the pods do not use the API"),
  MISSING_ROLE(
      Reasons.MISSING_ROLE,
      CheckSeverity.NOTE,
      "",
      "delete the binding: a role that is created later is granted to the subjects at once"),
  UNSERVED_RESOURCE(
      Reasons.UNSERVED_RESOURCE,
      CheckSeverity.NOTE,
      "",
      "correct the names, or remove them from the role"),
  IMPOSSIBLE_SUBJECT(
      Reasons.IMPOSSIBLE_SUBJECT,
      CheckSeverity.NOTE,
      "",
      "correct the name, or remove the subject");

  private final String reason;
  private final CheckSeverity severity;
  private final String leadsTo;
  private final String remedy;
  private final String benchmarks;

  Check(String reason, CheckSeverity severity, String leadsTo, String remedy) {
    this.reason = reason;
    this.severity = severity;
    this.leadsTo = leadsTo;
    this.remedy = remedy;
    this.benchmarks = Benchmarks.of(reason).map(numbers -> " " + numbers).orElse("");
  }

  String reason() {
    return reason;
  }

  /** What a client can do, after "this allows it to"; empty where a finding has its own words. */
  String leadsTo() {
    return leadsTo;
  }

  /** What to do where no narrower rule follows from the rule. */
  String remedy() {
    return remedy;
  }

  /** The severity where the spec has none. */
  CheckSeverity severity() {
    return severity;
  }

  /** Whether its findings are reported. */
  boolean isOn(LeastPrivilegeSpec spec) {
    return severity(spec) != CheckSeverity.OFF;
  }

  /** The finding of the check, with the numbers of the benchmarks; empty where it is off. */
  Optional<Finding> finding(LeastPrivilegeSpec spec, String message) {
    return switch (severity(spec)) {
      case VIOLATION -> Optional.of(Finding.violation(reason, message + benchmarks));
      case NOTE -> Optional.of(Finding.note(reason, message + benchmarks));
      case OFF -> Optional.empty();
    };
  }

  private CheckSeverity severity(LeastPrivilegeSpec spec) {
    return spec.checks().getOrDefault(reason, severity);
  }
}
