package io.securitybaseline.it;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.http.HttpClient;
import io.fabric8.kubernetes.client.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The worst objects that an API server accepts, created as JSON and several at a time. */
final class HostileObjects implements AutoCloseable {

  /** An environment variable's name is in the object twice: in its spec and in managedFields. */
  static final int LONG_NAME = 60_000;

  static final int LONGEST_NAME = 740_000;

  private static final String TEMPLATE_LABELS = "\"labels\": {\"app\": \"web\"}";

  private final KubernetesClient client;
  private final HttpClient http;
  private final ExecutorService pool = Executors.newFixedThreadPool(6);
  private final List<Future<?>> created = new ArrayList<>();

  HostileObjects(KubernetesClient client) {
    this.client = client;
    this.http = client.getHttpClient();
  }

  /** One of each kind that has pods in it, with names of this length. */
  void names(String namespace, int length) {
    String name = "n".repeat(length);
    String env = "\"env\": [{\"name\": \"%s\", \"value\": \"x\"}]".formatted(name);
    ofEveryKind(namespace, "env-" + length, env);
    String mount = "\"volumeMounts\": [{\"name\": \"v\", \"mountPath\": \"/%s\"}]".formatted(name);
    ofEveryKind(namespace, "mount-" + length, mount);
  }

  /** One of each kind that has pods in it, with a string of this length. */
  void strings(String namespace, int length) {
    ofEveryKind(
        namespace,
        "string-" + length,
        "\"args\": [\"%s\"]".formatted("\\u0001x".repeat(length / 2)));
  }

  private void ofEveryKind(String namespace, String name, String inContainer) {
    String spec = podSpec(inContainer);
    create("/api/v1", namespace, "pods", object(name, "", "\"spec\": " + spec));
    String template =
        "\"template\": {\"metadata\": {%s}, \"spec\": %s}".formatted(TEMPLATE_LABELS, spec);
    String selected =
        "\"spec\": {\"selector\": {\"matchLabels\": {\"app\": \"web\"}}, %s}".formatted(template);
    for (String kind : List.of("deployments", "daemonsets", "statefulsets")) {
      create("/apis/apps/v1", namespace, kind, object(name, "", selected));
    }
    create(
        "/apis/batch/v1",
        namespace,
        "cronjobs",
        object(
            name.substring(0, Math.min(50, name.length())),
            "",
            ("\"spec\": {\"schedule\": \"0 0 1 1 *\", \"suspend\": true, \"jobTemplate\":"
                    + " {\"spec\": {%s}}}")
                .formatted(template.replace("Always", "OnFailure"))));
  }

  /** A pod with labels of so many bytes. */
  void labels(String namespace, String name, int bytes) {
    String labels =
        IntStream.range(0, bytes / 130)
            .mapToObj("\"%1$060d\": \"%1$060d\""::formatted)
            .collect(Collectors.joining(","));
    create(
        "/api/v1",
        namespace,
        "pods",
        object(
            name, ", \"labels\": {%s}".formatted(labels), "\"spec\": " + podSpec("\"args\": []")));
  }

  /** Binding with subjects of so many bytes. */
  void subjects(String namespace, String name, int bytes) {
    create(
        "/apis/rbac.authorization.k8s.io/v1",
        namespace,
        "rolebindings",
        object(name, "", binding(bytes)));
  }

  void clusterSubjects(String name, int bytes) {
    create(
        "/apis/rbac.authorization.k8s.io/v1",
        "",
        "clusterrolebindings",
        object(name, "", binding(bytes)));
  }

  private static String binding(int bytes) {
    String subjects =
        IntStream.range(0, bytes / 90)
            .mapToObj(
                ("{\"kind\": \"User\", \"apiGroup\": \"rbac.authorization.k8s.io\","
                        + " \"name\": \"user-%08d@contoso.com\"}")
                    ::formatted)
            .collect(Collectors.joining(","));
    return "\"subjects\": [%s], \"roleRef\": {\"kind\": \"ClusterRole\", \"name\": \"edit\", \"apiGroup\": \"rbac.authorization.k8s.io\"}"
        .formatted(subjects);
  }

  /** So many policies of 1.4 MB each that say nothing of egress. */
  void policies(String namespace, int count) {
    String peers =
        IntStream.range(0, 29_000)
            .mapToObj(number ->
                "{\"ipBlock\": {\"cidr\": \"10.%d.%d.0/24\"}}"
                    .formatted(number / 250 % 250, number % 250))
            .collect(Collectors.joining(","));
    String spec =
        "\"spec\": {\"podSelector\": {}, \"policyTypes\": [\"Ingress\"], \"ingress\": [{\"from\": [%s]}]}"
            .formatted(peers);
    for (int i = 0; i < count; i++) {
      create(
          "/apis/networking.k8s.io/v1",
          namespace,
          "networkpolicies",
          object("ingress-" + i, "", spec));
    }
  }

  private static String object(String name, String metadata, String rest) {
    return "{\"metadata\": {\"name\": \"%s\"%s}, %s}".formatted(name, metadata, rest);
  }

  private static String podSpec(String inContainer) {
    return """
    {"nodeName": "none", "automountServiceAccountToken": false, "terminationGracePeriodSeconds": 0,
     "restartPolicy": "Always", "volumes": [{"name": "v", "emptyDir": {}}],
     "containers": [{"name": "web", "image": "none", %s}]}\
    """
        .formatted(inContainer);
  }

  private void create(String api, String namespace, String resource, String body) {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    String path = api + (namespace.isEmpty() ? "" : "/namespaces/" + namespace) + "/" + resource;
    created.add(pool.submit(() -> send(path, bytes)));
  }

  private void send(String path, byte[] body) {
    HttpResponse<byte[]> answer =
        http.sendAsync(
                http.newHttpRequestBuilder()
                    .uri(client.getMasterUrl().toString().replaceAll("/$", "") + path)
                    .post("application/json", body)
                    .build(),
                byte[].class)
            .join();
    if (!answer.isSuccessful()) {
      String message = new String(answer.body(), StandardCharsets.UTF_8);
      throw new IllegalStateException(
          path + ": " + message.substring(0, Math.min(300, message.length())));
    }
  }

  /** Waits until all are there, and fails if one was rejected. */
  void await() throws InterruptedException, ExecutionException {
    for (Future<?> future : created) {
      future.get();
    }
    created.clear();
  }

  @Override
  public void close() {
    pool.shutdownNow();
  }
}
