package io.securitybaseline.controls.leastprivilege;

import io.securitybaseline.facts.rbac.AccessRequest;
import io.securitybaseline.facts.rbac.AccessRequest.ToResource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Requests that lead to more than they seem to, and the check that asks for them. Nearly all name
 * no object, so that a rule that is restricted by resourceNames does not grant them.
 *
 * @param isClusterScoped whether only a ClusterRoleBinding grants them, or counts
 */
record Grant(Check check, boolean isClusterScoped, List<AccessRequest> requests) {

  private static final String RBAC = "rbac.authorization.k8s.io";
  private static final String ADMISSION = "admissionregistration.k8s.io";
  private static final List<String> CREATE = List.of("create");
  private static final List<String> WRITE = List.of("create", "update", "patch");
  private static final List<String> WRITE_AND_DELETE =
      List.of("create", "update", "patch", "delete");

  private static final List<Grant> ALL =
      List.of(
          of(Check.ESCALATION_VERB, List.of("escalate", "bind"), RBAC, "roles"),
          // A ClusterRole is bound in a namespace by the right to bind it there.
          of(Check.ESCALATION_VERB, List.of("bind"), RBAC, "clusterroles"),
          named("bind", RBAC, "clusterroles", false, "cluster-admin"),
          ofCluster(Check.ESCALATION_VERB, List.of("escalate"), RBAC, "clusterroles"),
          of(Check.ESCALATION_VERB, List.of("impersonate"), "", "serviceaccounts"),
          ofCluster(Check.ESCALATION_VERB, List.of("impersonate"), "", "users", "groups"),
          named("impersonate", "", "groups", true, "system:masters"),
          of(Check.TOKEN_CREATION, CREATE, "", "serviceaccounts/token"),
          of(Check.POD_CREATION, CREATE, "", "pods", "replicationcontrollers"),
          of(
              Check.POD_CREATION,
              CREATE,
              "apps",
              "deployments",
              "daemonsets",
              "statefulsets",
              "replicasets"),
          of(Check.POD_CREATION, CREATE, "batch", "jobs", "cronjobs"),
          of(Check.POD_EXECUTION, List.of("create", "get"), "", "pods/exec", "pods/attach"),
          of(Check.POD_EXECUTION, WRITE, "", "pods/ephemeralcontainers"),
          ofCluster(Check.NODE_PROXY, List.of("create", "get"), "", "nodes/proxy"),
          ofCluster(
              Check.CERTIFICATE_APPROVAL,
              WRITE,
              "certificates.k8s.io",
              "certificatesigningrequests/approval"),
          ofCluster(
              Check.ADMISSION_CONTROL,
              WRITE_AND_DELETE,
              ADMISSION,
              "mutatingwebhookconfigurations",
              "validatingwebhookconfigurations",
              "validatingadmissionpolicies",
              "validatingadmissionpolicybindings",
              "mutatingadmissionpolicies",
              "mutatingadmissionpolicybindings"),
          ofCluster(Check.SECRET_ACCESS, List.of("get", "list", "watch"), "", "secrets"),
          ofCluster(Check.NODE_WRITE, WRITE_AND_DELETE, "", "nodes"),
          ofCluster(Check.PERSISTENT_VOLUME_WRITE, WRITE, "", "persistentvolumes"),
          of(Check.ROLE_WRITE, WRITE, RBAC, "roles", "rolebindings"),
          ofCluster(Check.ROLE_WRITE, WRITE, RBAC, "clusterroles", "clusterrolebindings"));

  Grant {
    requests = List.copyOf(requests);
  }

  private static final Map<Check, List<AccessRequest>> IN_NAMESPACES = byCheck(false);
  private static final Map<Check, List<AccessRequest>> CLUSTER_WIDE = byCheck(true);

  /**
   * The requests of each check.
   *
   * @param isClusterWide whether a ClusterRoleBinding is evaluated
   */
  static Map<Check, List<AccessRequest>> requests(boolean isClusterWide) {
    return isClusterWide ? CLUSTER_WIDE : IN_NAMESPACES;
  }

  private static Map<Check, List<AccessRequest>> byCheck(boolean isClusterWide) {
    Map<Check, List<AccessRequest>> requests = new EnumMap<>(Check.class);
    ALL.stream()
        .filter(grant -> isClusterWide || !grant.isClusterScoped())
        .forEach(grant ->
            requests
                .computeIfAbsent(grant.check(), _ -> new ArrayList<>())
                .addAll(grant.requests()));
    return Collections.unmodifiableMap(requests);
  }

  private static Grant of(Check check, List<String> verbs, String group, String... resources) {
    return new Grant(check, false, requests(verbs, group, List.of(resources)));
  }

  private static Grant ofCluster(
      Check check, List<String> verbs, String group, String... resources) {
    return new Grant(check, true, requests(verbs, group, List.of(resources)));
  }

  /** A request for the one object by which a client gets all rights. */
  private static Grant named(
      String verb, String group, String resource, boolean isClusterScoped, String name) {
    return new Grant(
        Check.ESCALATION_VERB,
        isClusterScoped,
        List.of(new ToResource(verb, group, resource, "", "", name)));
  }

  private static List<AccessRequest> requests(
      List<String> verbs, String group, List<String> resources) {
    return resources.stream().flatMap(resource -> requests(verbs, group, resource)).toList();
  }

  private static Stream<AccessRequest> requests(List<String> verbs, String group, String combined) {
    int slash = combined.indexOf('/');
    String resource = slash < 0 ? combined : combined.substring(0, slash);
    String subresource = slash < 0 ? "" : combined.substring(slash + 1);
    return verbs.stream().map(verb -> new ToResource(verb, group, resource, subresource, "", ""));
  }
}
