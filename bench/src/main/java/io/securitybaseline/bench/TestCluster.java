package io.securitybaseline.bench;

import com.fasterxml.jackson.databind.JsonNode;
import io.securitybaseline.controlplane.ControlPlane;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;

/** The control plane with what a benchmark puts into it. */
final class TestCluster implements AutoCloseable {

  private static final String ACCOUNT = "bench-operator";

  /** The name of the operator in the audit log. */
  static final String USER = "system:serviceaccount:default:" + ACCOUNT;

  static final String POLICIES = "/apis/networking.k8s.io/v1/networkpolicies";
  static final String OUR_POLICY = "restrict-instance-metadata";
  private static final String BASELINES = "/apis/securitybaseline.io/v1alpha1/securitybaselines";
  private static final String BASELINE = BASELINES + "/default";
  private static final String POD = Api.template("pod.json");
  private static final String UNRELATED = Api.template("unrelated-policy.json");

  private final ControlPlane controlPlane;
  private final Api api;
  private final Path kubeconfig;
  private final Set<String> off;
  private int namespaces;

  /**
   * Without controllers, that would fill each new namespace and take from the same processors.
   *
   * @param off fields of the spec of controls that the baseline switches off
   */
  TestCluster(Path crds, Set<String> off) throws IOException {
    this.off = off;
    controlPlane =
        ControlPlane.builder()
            .withoutControllerManager()
            .withAuditLog()
            .apiServerFlags("--disable-admission-plugins=ServiceAccount")
            .start();
    api = new Api(controlPlane.adminKubeconfig());
    kubeconfig = controlPlane.dataFolder().resolve("operator.kubeconfig");
    controlPlane.kubectl("apply", "--server-side", "-f", crds.toString()).orThrow();
    controlPlane.kubectlWithInput(Api.template("rights.yaml"), "apply", "-f", "-").orThrow();
    // As in a pod: with a client certificate, each of the operator's connections costs a signature.
    Files.writeString(kubeconfig, controlPlane.kubeconfigForServiceAccount("default", ACCOUNT));
    controlPlane
        .kubectl("wait", "--for=condition=Established", "crd/securitybaselines.securitybaseline.io")
        .orThrow();
  }

  static String namespace(int number) {
    return "bench-%05d".formatted(number);
  }

  static String policiesOf(String namespace) {
    return "/apis/networking.k8s.io/v1/namespaces/%s/networkpolicies".formatted(namespace);
  }

  ControlPlane controlPlane() {
    return controlPlane;
  }

  Api api() {
    return api;
  }

  Path kubeconfig() {
    return kubeconfig;
  }

  int namespaces() {
    return namespaces;
  }

  void growTo(int count) {
    int from = namespaces;
    if (count <= from) {
      return;
    }
    Api.each(count - from, number -> createNamespace(namespace(from + number)));
    namespaces = count;
  }

  void createNamespace(String name) {
    api.create(
        "/api/v1/namespaces",
        """
        {"apiVersion":"v1","kind":"Namespace","metadata":{"name":"%s","labels":{"team":"%s"}}}\
        """
            .formatted(name, name));
  }

  void createPod(int number, String name) {
    String namespace = namespace(number % namespaces);
    api.create(
        "/api/v1/namespaces/%s/pods".formatted(namespace),
        fill(POD, namespace, number).replace("PODNAME", name));
  }

  void deletePod(int number, String name) {
    api.delete(
        "/api/v1/namespaces/%s/pods/%s?gracePeriodSeconds=0"
            .formatted(namespace(number % namespaces), name));
  }

  void createUnrelatedPolicy(int number) {
    String namespace = namespace(number);
    api.create(policiesOf(namespace), fill(UNRELATED, namespace, number));
  }

  void createBaseline() {
    JsonNode baseline = Api.parse(Api.template("baseline.json"));
    off.forEach(control -> baseline.withObject("/spec/" + control).put("mode", "Off"));
    createBaseline(baseline.toString());
  }

  void createBaseline(String json) {
    api.create(BASELINES, json);
  }

  JsonNode baseline() {
    return api.get(BASELINE);
  }

  void requestPass(String value) {
    api.patch(
        BASELINE,
        "{\"metadata\":{\"annotations\":{\"securitybaseline.io/requestedAt\":\"%s\"}}}"
            .formatted(value));
  }

  /** Takes the baseline and its policies away; no operator may run. */
  void reset() {
    api.patch(BASELINE, "{\"metadata\":{\"finalizers\":null}}");
    api.delete(BASELINE);
    deletePolicies(namespaces);
    api.delete(policiesOf("default") + "/" + OUR_POLICY);
  }

  void deletePolicies(int count) {
    Api.each(count, number -> api.delete(policiesOf(namespace(number)) + "/" + OUR_POLICY));
  }

  /** Lets the operator read everything and write nothing but status and events. */
  void takeAwayWriting() {
    api.delete("/apis/rbac.authorization.k8s.io/v1/clusterrolebindings/bench-operator-write");
  }

  @Override
  public void close() {
    controlPlane.close();
  }

  long auditLogSize() {
    try {
      return Files.size(controlPlane.auditLog());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String fill(String template, String namespace, int number) {
    return template
        .replace("NAMESPACE", namespace)
        .replace("NUMBER", Integer.toString(number % 97));
  }
}
