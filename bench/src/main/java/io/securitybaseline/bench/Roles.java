package io.securitybaseline.bench;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * Roles with rules of their own, and role bindings to them: what the rules cost beside the
 * bindings, and that an evaluated cluster is sent no request.
 */
final class Roles {

  private static final int ROLES = 5_000;
  private static final int SETTLING_SECONDS = 15;
  private static final int PATIENCE_SECONDS = 600;
  private static final double GOAL_MEBIBYTES = 40;
  private static final String BASE = "/apis/rbac.authorization.k8s.io/v1/namespaces/%s/%s";

  private final TestCluster cluster;
  private final Image image;
  private final Options options;
  private final Figures figures;

  Roles(TestCluster cluster, Image image, Options options, Figures figures) {
    this.cluster = cluster;
    this.image = image;
    this.options = options;
    this.figures = figures;
  }

  void measure() {
    double without = resident(0);
    cluster.reset();
    Api.each(ROLES, this::createRole);
    Api.each(options.bindings(), this::createBinding);
    double with = resident(options.bindings());
    figures.add(
        "%,d roles and %,d role bindings: resident memory beside that without them"
            .formatted(ROLES, options.bindings()),
        "MiB",
        Samples.of(with - without),
        GOAL_MEBIBYTES);
    cluster.reset();
  }

  private double resident(int bindings) {
    cluster.createBaseline();
    try (OperatorProcess operator = OperatorProcess.start(image, cluster.kubeconfig())) {
      Sleep.until("evaluation", PATIENCE_SECONDS, () -> isEvaluated(bindings));
      Sleep.seconds(SETTLING_SECONDS);
      idle();
      return operator.residentMebibytes();
    }
  }

  private void idle() {
    long mark = cluster.auditLogSize();
    Sleep.seconds(60 * options.idleMinutes());
    figures.add(
        "… requests beyond watches and lease",
        "",
        Samples.of(AuditLog.requests(cluster.controlPlane().auditLog(), mark).size()),
        0.0);
  }

  private boolean isEvaluated(int bindings) {
    Sleep.millis(900);
    JsonNode total = cluster.baseline().at("/status/leastPrivilege/bindings/total");
    return total.isInt() && total.asInt() >= bindings;
  }

  private void createRole(int number) {
    String namespace = namespace(number);
    cluster
        .api()
        .create(
            BASE.formatted(namespace, "roles"),
            """
            {"apiVersion":"rbac.authorization.k8s.io/v1","kind":"Role",\
            "metadata":{"name":"role-%d"},"rules":[\
            {"apiGroups":["apps"],"resources":["deployments"],"verbs":["get","list","watch"]},\
            {"apiGroups":[""],"resources":["pods","pods/log"],"verbs":["get","list","watch"]},\
            {"apiGroups":[""],"resources":["configmaps"],"resourceNames":["config-%d"],\
            "verbs":["get","update"]}]}\
            """
                .formatted(number, number));
  }

  private void createBinding(int number) {
    String namespace = namespace(number % ROLES);
    cluster
        .api()
        .create(
            BASE.formatted(namespace, "rolebindings"),
            """
            {"apiVersion":"rbac.authorization.k8s.io/v1","kind":"RoleBinding",\
            "metadata":{"name":"binding-%d"},\
            "roleRef":{"apiGroup":"rbac.authorization.k8s.io","kind":"Role","name":"role-%d"},\
            "subjects":[{"kind":"ServiceAccount","name":"account-%d","namespace":"%s"}]}\
            """
                .formatted(number, number % ROLES, number % 100, namespace));
  }

  private String namespace(int number) {
    return TestCluster.namespace(number % cluster.namespaces());
  }
}
