package io.securitybaseline.apply;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyBuilder;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.securitybaseline.control.Change;
import io.securitybaseline.control.Change.Seen;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ResponseMapperTest {
  private static final Change CREATE = new Change.Create(new ConfigMap(), "");
  private static final Change DELETE = new Change.Delete(new ConfigMap(), new Seen("u", "1"), "");

  @ParameterizedTest
  @ValueSource(ints = {200, 201, 202})
  void acceptedIsDone(int code) {
    assertThat(outcome(CREATE, code, "{}")).isEqualTo(new Outcome.Applied());
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource({
    "400, refused",
    "405, refused",
    "413, refused",
    "415, refused",
    "422, refused",
    "403, forbidden",
    "409, superseded",
    "404, superseded",
    "401, later",
    "408, later",
    "429, later",
    "500, later",
    "503, later",
    "504, later",
  })
  void everyOtherCodeIsOneOfFew(int code, String label) {
    assertThat(outcome(CREATE, code, "{\"message\": \"because\"}").label()).isEqualTo(label);
  }

  @Test
  void aWebhookThatCannotBeCalledIsARejection() {
    String message =
        "Internal error occurred: failed calling webhook v.example.com: failed to call webhook";

    assertThat(outcome(DELETE, 500, "{\"message\": \"" + message + "\"}").label())
        .isEqualTo("refused");
  }

  @Test
  void anExceededQuotaIsNoMissingPermission() {
    String exceeded =
        "networkpolicies.networking.k8s.io is forbidden: exceeded quota: objects, requested: a=1";

    assertThat(outcome(CREATE, 403, "{\"message\": \"" + exceeded + "\"}"))
        .isEqualTo(new Outcome.QuotaExceeded(exceeded));
    assertThat(outcome(CREATE, 403, "{\"message\": \"status unknown for quota: a\"}").label())
        .isEqualTo("later");
  }

  @Test
  void whatAdmissionChangedIsNamed() {
    String sent =
        """
        {"kind": "NetworkPolicy", "metadata": {"labels": {"a": "b", "added": "c"}},
         "spec": {"podSelector": %s, "policyTypes": %s}}
        """;
    Change policy =
        new Change.Create(
            new NetworkPolicyBuilder()
                .withNewMetadata()
                .addToLabels("a", "b")
                .endMetadata()
                .withNewSpec()
                .withNewPodSelector()
                .endPodSelector()
                .withPolicyTypes("Egress")
                .endSpec()
                .build(),
            "");

    assertThat(outcome(policy, 201, sent.formatted("{}", "[\"Egress\"]")))
        .isEqualTo(new Outcome.Applied());
    assertThat(outcome(policy, 201, sent.formatted("{}", "[\"Ingress\", \"Egress\"]")))
        .isEqualTo(new Outcome.Rewritten("spec.policyTypes"));
    assertThat(
            outcome(
                policy, 200, sent.formatted("{\"matchLabels\": {\"x\": \"y\"}}", "[\"Egress\"]")))
        .isEqualTo(new Outcome.Rewritten("spec.podSelector"));
    assertThat(outcome(policy, 200, sent.formatted("{}", "[\"Egress\"]").replace("\"b\"", "\"z\"")))
        .isEqualTo(new Outcome.Rewritten("metadata.labels.a"));
  }

  @Test
  void whatIsGoneIsDeleted() {
    assertThat(outcome(DELETE, 404, "")).isEqualTo(new Outcome.Applied());
    assertThat(outcome(DELETE, 409, "")).isEqualTo(new Outcome.Conflict());
  }

  @Test
  void refusalCarriesTheServersWords() {
    assertThat(outcome(CREATE, 403, "{\"message\": \"no right\"}"))
        .isEqualTo(new Outcome.Forbidden("no right"));
    assertThat(outcome(CREATE, 422, "{\"message\": \" two\\n  lines \"}"))
        .isEqualTo(new Outcome.Rejected("two lines"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "{}", "{\"message\": \"  \"}", "<html>bad gateway</html>", "[1", "null"})
  void answersWithoutWordsAreNamedByTheirCode(String body) {
    assertThat(outcome(CREATE, 502, body))
        .isEqualTo(new Outcome.Retryable(Duration.ZERO, "HTTP 502"));
  }

  @Test
  void answersWithoutBodyToo() {
    assertThat(outcome(CREATE, 502, null))
        .isEqualTo(new Outcome.Retryable(Duration.ZERO, "HTTP 502"));
  }

  @Test
  void longWordsAreCut() {
    var outcome = outcome(CREATE, 403, "{\"message\": \"" + "é".repeat(1000) + "\"}");

    assertThat(outcome)
        .isInstanceOfSatisfying(
            Outcome.Forbidden.class,
            it -> assertThat(it.message().getBytes(UTF_8)).hasSizeBetween(398, 400));
  }

  @Test
  void namespaceOnItsWayOutIsNoRefusal() {
    var body =
        """
        {"message": "unable to create new content in namespace shop because it is being terminated",
         "details": {"causes": [{"reason": "Other"}, {"reason": "NamespaceTerminating"}]}}\
        """;

    assertThat(outcome(CREATE, 403, body)).isEqualTo(new Outcome.Conflict());
  }

  @ParameterizedTest(name = "Retry-After {0}: {1} s")
  @CsvSource({"7, 7", "0, 0", "soon, 0", "'Wed, 21 Oct 2026 07:28:00 GMT', 0", ", 0"})
  void retryAfterOfTheServerIsUsed(@Nullable String header, int seconds) {
    Map<String, List<String>> headers =
        header == null ? Map.of() : Map.of("Retry-After", List.of(header));

    assertThat(
            ResponseMapper.outcome(
                CREATE, json(CREATE), new Answer(429, "{\"message\": \"busy\"}", headers)))
        .isEqualTo(new Outcome.Retryable(Duration.ofSeconds(seconds), "busy"));
  }

  private static SentObject json(Change change) {
    return new ObjectJson(new KubernetesSerialization()).of(change.object());
  }

  private static Outcome outcome(Change change, int code, @Nullable String body) {
    return ResponseMapper.outcome(change, json(change), new Answer(code, body, Map.of()));
  }

  private record Answer(int code, @Nullable String body, Map<String, List<String>> headers)
      implements HttpResponse<String> {
    @Override
    public HttpRequest request() {
      throw new UnsupportedOperationException();
    }

    @Override
    public Optional<HttpResponse<?>> previousResponse() {
      return Optional.empty();
    }

    @Override
    public List<String> headers(String key) {
      return headers.getOrDefault(key, List.of());
    }
  }
}
