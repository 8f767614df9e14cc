package io.securitybaseline.apply;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import io.fabric8.kubernetes.api.model.rbac.RoleBindingBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.securitybaseline.control.Change;
import io.securitybaseline.control.Change.Seen;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What goes over the wire. */
class KubernetesClusterWriterTest {
  private static final ConfigMap OBJECT =
      new ConfigMapBuilder()
          .withNewMetadata()
          .withName("x")
          .withNamespace("shop")
          .endMetadata()
          .addToData("a", "b")
          .build();

  private final BlockingQueue<Sent> requests = new LinkedBlockingQueue<>();

  /** A process that uses the port prevents the server from answering. */
  private final Semaphore held = new Semaphore(1);

  private final AtomicInteger code = new AtomicInteger(200);
  private HttpServer server;
  private KubernetesClient client;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::note);
    server.start();
    Config config = Config.empty();
    config.setMasterUrl("http://localhost:" + server.getAddress().getPort());
    client = new KubernetesClientBuilder().withConfig(config).build();
  }

  @AfterEach
  void stop() {
    client.close();
    server.stop(0);
  }

  @Test
  void absentObjectIsPosted() throws Exception {
    var outcome =
        new KubernetesClusterWriter(client).apply(new Change.Create(OBJECT, "is missing"));

    assertThat(outcome).isEqualTo(new Outcome.Applied());
    Sent sent = requests.take();
    assertThat(sent.line())
        .isEqualTo(
            "POST /api/v1/namespaces/shop/configmaps?fieldManager=security-baseline-operator");
    assertThat(sent.contentType()).startsWith("application/json");
    assertThat(sent.json().at("/data/a").asText()).isEqualTo("b");
  }

  @Test
  void absentClusterWideObjectIsAppliedByNameToNone() throws Exception {
    Namespace object =
        new NamespaceBuilder().withNewMetadata().withName("shop").endMetadata().build();

    new KubernetesClusterWriter(client).apply(new Change.Create(object, "is missing"));

    Sent sent = requests.take();
    assertThat(sent.line())
        .isEqualTo(
            "PATCH /api/v1/namespaces/shop?force=true&fieldManager=security-baseline-operator");
    assertThat(sent.contentType()).startsWith("application/apply-patch+yaml");
    assertThat(sent.json().at("/metadata/resourceVersion").asText()).isEqualTo("1");
    assertThat(sent.json().at("/metadata").has("uid")).isFalse();
  }

  @Test
  void differingObjectIsAppliedToWhatWasSeen() throws Exception {
    new KubernetesClusterWriter(client)
        .apply(new Change.Update(OBJECT, new Seen("uid-1", "42"), "differs"));

    Sent sent = requests.take();
    assertThat(sent.line())
        .isEqualTo(
            "PATCH /api/v1/namespaces/shop/configmaps/x"
                + "?force=true&fieldManager=security-baseline-operator");
    assertThat(sent.contentType()).startsWith("application/apply-patch+yaml");
    assertThat(sent.json().at("/metadata/uid").asText()).isEqualTo("uid-1");
    assertThat(sent.json().at("/metadata/resourceVersion").asText()).isEqualTo("42");
    assertThat(sent.json().at("/data/a").asText()).isEqualTo("b");
    assertThat(OBJECT.getMetadata().getUid()).isNull();
  }

  @Test
  void deletionHitsOnlyWhatWasSeen() throws Exception {
    new KubernetesClusterWriter(client)
        .apply(new Change.Delete(OBJECT, new Seen("uid-1", "42"), "withdrawn"));

    Sent sent = requests.take();
    assertThat(sent.line()).isEqualTo("DELETE /api/v1/namespaces/shop/configmaps/x");
    assertThat(sent.json().at("/preconditions/uid").asText()).isEqualTo("uid-1");
    assertThat(sent.json().at("/preconditions/resourceVersion").asText()).isEqualTo("42");
    assertThat(sent.json().at("/propagationPolicy").asText()).isEqualTo("Background");
  }

  @Test
  void subjectsAreSwappedInOnePatchOfWhatWasSeen() throws Exception {
    RoleBinding binding =
        new RoleBindingBuilder()
            .withNewMetadata()
            .withName("devs")
            .withNamespace("shop")
            .addToAnnotations("securitybaseline.io/replaced-subjects", "{}")
            .endMetadata()
            .withNewRoleRef("rbac.authorization.k8s.io", "ClusterRole", "edit")
            .addNewSubject("rbac.authorization.k8s.io", "Group", "g", null)
            .build();

    new KubernetesClusterWriter(client)
        .apply(new Change.SwapSubjects(binding, new Seen("uid-1", "42"), "takes over"));

    Sent sent = requests.take();
    assertThat(sent.line())
        .isEqualTo(
            "PATCH /apis/rbac.authorization.k8s.io/v1/namespaces/shop/rolebindings/devs"
                + "?fieldManager=security-baseline-operator");
    assertThat(sent.contentType()).startsWith("application/merge-patch+json");
    assertThat(sent.json())
        .isEqualTo(
            new ObjectMapper()
                .readTree(
                    """
                    {"metadata": {"uid": "uid-1", "resourceVersion": "42",
                        "annotations": {"securitybaseline.io/replaced-subjects": "{}", "securitybaseline.io/replaced-at": null}},
                     "subjects": [{"apiGroup": "rbac.authorization.k8s.io", "kind": "Group", "name": "g"}]}
                    """));
  }

  @Test
  void aSwapWithoutARecordRemovesTheOneThatIsThere() throws Exception {
    RoleBinding binding =
        new RoleBindingBuilder()
            .withNewMetadata()
            .withName("devs")
            .withNamespace("shop")
            .endMetadata()
            .build();

    new KubernetesClusterWriter(client)
        .apply(new Change.SwapSubjects(binding, new Seen("uid-1", "42"), "comes back"));

    assertThat(
            requests
                .take()
                .json()
                .at("/metadata/annotations/securitybaseline.io~1replaced-subjects")
                .isNull())
        .isTrue();
  }

  @Test
  void busyServerIsLeftInPeaceForAsLongAsItAsks() {
    code.set(429);

    var outcome = new KubernetesClusterWriter(client).apply(new Change.Create(OBJECT, ""));

    assertThat(outcome).isEqualTo(new Outcome.Retryable(Duration.ofSeconds(60), "HTTP 429"));
    assertThat(requests).hasSize(1);
  }

  @Test
  void brokenServerIsAskedOnce() {
    code.set(500);

    var outcome = new KubernetesClusterWriter(client).apply(new Change.Create(OBJECT, ""));

    assertThat(outcome).isInstanceOf(Outcome.Retryable.class);
    assertThat(requests).hasSize(1);
  }

  @Test
  void silentServerIsForLater() {
    server.stop(0);

    var outcome = new KubernetesClusterWriter(client).apply(new Change.Create(OBJECT, ""));

    assertThat(outcome)
        .isInstanceOfSatisfying(
            Outcome.Retryable.class, later -> assertThat(later.message()).isNotBlank());
  }

  @Test
  void interruptedCallerIsReportedThatWeStop() throws Exception {
    held.acquire();
    FutureTask<Outcome> caller =
        new FutureTask<>(
            () -> new KubernetesClusterWriter(client).apply(new Change.Create(OBJECT, "")));
    Thread thread = Thread.ofPlatform().start(caller);
    requests.take();

    thread.interrupt();

    assertThat(caller.get())
        .isEqualTo(new Outcome.Retryable(Duration.ZERO, "the operator is stopping"));
    held.release();
  }

  private void note(HttpExchange exchange) {
    try (exchange) {
      requests.add(
          new Sent(
              exchange.getRequestMethod() + " " + exchange.getRequestURI(),
              String.valueOf(exchange.getRequestHeaders().getFirst("Content-Type")),
              new ObjectMapper()
                  .readTree(new String(exchange.getRequestBody().readAllBytes(), UTF_8))));
      held.acquireUninterruptibly();
      held.release();
      exchange.getResponseHeaders().set("Retry-After", "60");
      exchange.sendResponseHeaders(code.get(), -1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private record Sent(String line, String contentType, JsonNode json) {}
}
