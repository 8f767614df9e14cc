package io.securitybaseline.apply;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyBuilder;
import io.securitybaseline.control.Change;
import io.securitybaseline.control.FieldPath;
import java.io.IOException;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** After a response that was as expected, the next one is compared all the same. */
class ExpectedResponseTest {

  private static final Change CREATE =
      new Change.Create(
          new NetworkPolicyBuilder().withNewMetadata().endMetadata().build(), "because");

  private static final String SENT =
      """
      {"metadata": {"labels": {"a": "b"}, "annotations": {"c": "d"}},
      "spec": {"podSelector": {}, "policyTypes": ["Egress"]}}
      """;

  /** As an API server writes it. */
  private static final String STORED =
      """
      {"kind":"NetworkPolicy","apiVersion":"networking.k8s.io/v1","metadata":{"name":"block",\
      "namespace":"shop","uid":"1-2","resourceVersion":"17","generation":1,\
      "creationTimestamp":"2026-11-30T05:00:00Z","labels":{"a":"b"},"annotations":{"c":"d"},\
      "managedFields":[{"manager":"operator","operation":"Update","apiVersion":"networking.k8s.io/v1",\
      "time":"2026-11-30T05:00:00Z","fieldsType":"FieldsV1","fieldsV1":{"f:spec":{}}}]},\
      "spec":{"podSelector":{},"policyTypes":["Egress"]}}
      """;

  private ExpectedResponse expected;

  @BeforeEach
  void oneResponseWasAsExpected() throws IOException {
    expected = new ExpectedResponse(SENT);
    assertThat(difference(STORED)).isEmpty();
  }

  @Test
  void anotherObjectThatIsStoredAsItWasSent() throws IOException {
    assertThat(
            difference(
                STORED
                    .replace("shop", "payments")
                    .replace("1-2", "3-456")
                    .replace("17", "18")
                    .replace(":00:00Z", ":00:01Z")))
        .isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "{\"a\":\"b\"}, {\"a\":\"x\"}, metadata.labels.a",
    "{\"c\":\"d\"}, {}, metadata.annotations.c",
    "Egress, Ingress, spec.policyTypes",
    "\"podSelector\":{}, \"podSelector\":null, spec.podSelector",
  })
  void anObjectThatIsStoredInAnotherForm(String sent, String stored, String field)
      throws IOException {
    assertThat(difference(STORED.replace(sent, stored)).map(FieldPath::toString)).contains(field);
  }

  /** What follows an escape may look like what is expected, but is part of the text. */
  @ParameterizedTest
  @ValueSource(strings = {"17\\\"", "17\\\\", "\\u0031"})
  void aTextWithAnEscape(String version) throws IOException {
    String stored = STORED.replace("17", version);

    assertThat(difference(stored)).isEmpty();
    assertThat(difference(stored.replace("Egress", "Ingress"))).isNotEmpty();
    assertThat(difference(stored)).isEmpty();
  }

  @Test
  void aTextThatIsNotClosed() {
    String stored = STORED.replace("17", "17\\");

    assertThatIOException().isThrownBy(() -> difference(stored));
  }

  @Test
  void anObjectWithMoreThatIsNotCompared() throws IOException {
    String more = STORED.replace("\"generation\":1", "\"generation\":1,\"finalizers\":[\"x\"]");

    assertThat(difference(more)).isEmpty();
    assertThat(difference(more.replace("Egress", "Ingress"))).isNotEmpty();
    assertThat(difference(more.replace("\"x\"", "\"y\""))).isEmpty();
  }

  /** More texts than are looked for. */
  @Test
  void anObjectWithManyFinalizers() throws IOException {
    String many =
        STORED.replace("\"generation\":1", "\"finalizers\":[" + "\"x\",".repeat(100) + "\"x\"]");

    assertThat(difference(many)).isEmpty();
    assertThat(difference(many)).isEmpty();
    assertThat(difference(many.replace("Egress", "Ingress"))).isNotEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{}", "[]", "{\"kind\":\"Status\"}"})
  void anAnswerWithoutTheObjectProvesNothing(String answer) throws IOException {
    assertThat(difference(answer)).isEmpty();
    assertThat(difference(STORED.replace("Egress", "Ingress"))).isNotEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 100, 300})
  void aResponseThatIsCutOff(int characters) {
    String begin = STORED.substring(0, characters);

    assertThatIOException().isThrownBy(() -> difference(begin));
  }

  private Optional<FieldPath> difference(String body) throws IOException {
    return expected.difference(CREATE, body);
  }
}
