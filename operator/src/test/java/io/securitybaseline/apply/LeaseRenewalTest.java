package io.securitybaseline.apply;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.server.mock.KubernetesMockServer;
import io.fabric8.mockwebserver.http.RecordedRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What goes over the wire. */
class LeaseRenewalTest {

  private static final String PATH =
      "/apis/coordination.k8s.io/v1/namespaces/kube-system/leases/operator";
  private static final Instant NOW = Instant.parse("2026-11-01T00:00:00Z");

  private final KubernetesMockServer server = new KubernetesMockServer(false);
  private KubernetesClient client;

  @BeforeEach
  void start() {
    server.init();
    client = server.createClient();
  }

  @AfterEach
  void stop() {
    client.close();
    server.destroy();
  }

  @Test
  void sendsTheTimeAloneAndReadsTheVersion() throws Throwable {
    answer(200, "{\"metadata\":{\"resourceVersion\":\"8\"}}");

    assertThat(renew()).isEqualTo("8");

    RecordedRequest request = server.takeRequest();
    assertThat(request.getHeader("Content-Type")).startsWith("application/merge-patch+json");
    assertThat(request.getHeader("Accept"))
        .isEqualTo("application/json;as=PartialObjectMetadata;g=meta.k8s.io;v=v1");
    assertThat(request.getBody().readUtf8())
        .isEqualTo(
            "{\"metadata\":{\"resourceVersion\":\"7\"},\"spec\":{\"renewTime\":\"2026-11-01T00:00:00.000000Z\"}}");
  }

  @Test
  void failsWithTheCodeAndTheMessageOfTheServer() {
    answer(409, "{\"kind\":\"Status\",\"message\":\"the object has been modified\"}");

    assertThatThrownBy(this::renew)
        .isInstanceOfSatisfying(
            KubernetesClientException.class, e -> assertThat(e.getCode()).isEqualTo(409))
        .hasMessage("the object has been modified");
  }

  @Test
  void failsWithTheCodeWhereAProxyAnswersSomethingElse() {
    answer(403, "<html>");

    assertThatThrownBy(this::renew)
        .isInstanceOf(KubernetesClientException.class)
        .hasMessage("HTTP status 403");
  }

  @Test
  void failsWhereAResponseHasNoVersion() {
    answer(200, "<html>");

    assertThatThrownBy(this::renew)
        .isInstanceOf(KubernetesClientException.class)
        .hasMessageContaining("no resourceVersion");
  }

  private String renew() throws Throwable {
    try {
      return new LeaseRenewal(client, "kube-system", "operator", Duration.ofSeconds(15))
          .renew("7", NOW)
          .get(10, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      throw e.getCause();
    }
  }

  private void answer(int code, String body) {
    server.expect().patch().withPath(PATH).andReturn(code, body).once();
  }
}
