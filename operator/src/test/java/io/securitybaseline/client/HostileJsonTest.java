package io.securitybaseline.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.sym.CharsToNameCanonicalizer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.NamespaceList;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodList;
import io.fabric8.kubernetes.api.model.WatchEvent;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.securitybaseline.controls.Controls;
import io.securitybaseline.facts.watch.Marker;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** JSON as a tenant may have the API server write it. */
class HostileJsonTest {

  private final KubernetesSerialization json = SparseSerialization.create(Controls.allWatches());

  @ParameterizedTest
  @ValueSource(ints = {60_000, 1_000_000, 4_000_000})
  void namesOfAnyLengthAreSkippedWhereNothingIsReadAndReadWhereSomethingIs(int length) {
    String name = "n".repeat(length);
    String pod =
        """
        {"metadata": {"name": "web", "labels": {"%s": "x"},
          "managedFields": [{"fieldsV1": {"k:{\\"name\\":\\"%s\\"}": {"%s": {}}}}]},
         "spec": {"containers": [{"name": "a", "env": [{"name": "%s"}]}], "hostNetwork": true}}\
        """
            .formatted(name, name, name, name);

    assertThat(read(pod).getSpec().getHostNetwork()).isTrue();
    assertThat(read(pod).getMetadata().getLabels()).containsKey(name);
    assertThat(((Pod) event(pod).getObject()).getMetadata().getLabels()).containsKey(name);
  }

  @Test
  void whatIsSkippedMayNestAsDeepAsItLikes() {
    String deep = "{\"f\":[".repeat(100_000) + "]}".repeat(100_000);
    String pod =
        "{\"metadata\": {\"name\": \"web\", \"managedFields\": [%s]}, \"spec\": {\"nodeName\": \"n\"}}"
            .formatted(deep);

    assertThat(read(pod).getSpec().getNodeName()).isEqualTo("n");
    assertThat(((Pod) event(pod).getObject()).getSpec().getNodeName()).isEqualTo("n");
  }

  @Test
  void noNameOutlivesItsDocument() throws ReflectiveOperationException, IOException {
    SkippingJson factory = new SkippingJson();
    ObjectMapper mapper = new ObjectMapper(factory);
    var names = JsonFactory.class.getDeclaredField("_rootCharSymbols");
    names.setAccessible(true);

    for (int i = 0; i < 1000; i++) {
      mapper.readTree(new StringReader("{\"name-%d\": 1}".formatted(i)));
      mapper.readTree("{\"other-%d\": 1}".formatted(i));
    }

    assertThat(((CharsToNameCanonicalizer) names.get(factory)).size()).isZero();
    assertThat(mapper.copy().getFactory()).isInstanceOf(SkippingJson.class);
  }

  /** Every cut of the input into buffers, quotes and brackets in texts, and escapes before them. */
  @Test
  void skippingEndsWhereTheValueEnds() throws IOException {
    String value = "{\"a\\\\\": [\"]}\\\"\", {\"é\\\\\\\"}\": [[], {}]}], \"\": \"\\\\\"}";
    JsonFactory factory = new SkippingJson();
    for (int padding = 7900; padding < 8100; padding++) {
      String text = "{\"p\": \"%s\", \"x\": %s, \"y\": 5}".formatted("p".repeat(padding), value);
      try (JsonParser bytes =
              factory.createParser(
                  new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
          JsonParser whole = factory.createParser(text.getBytes(StandardCharsets.UTF_8));
          JsonParser characters = factory.createParser(new StringReader(text));
          JsonParser array = factory.createParser(text)) {
        assertThat(afterX(bytes)).isEqualTo(5);
        assertThat(afterX(whole)).isEqualTo(5);
        assertThat(afterX(characters)).isEqualTo(5);
        assertThat(afterX(array)).isEqualTo(5);
      }
    }
  }

  @Test
  void anItemThatCannotBeReadBecomesAMarkerAndTheOthersStay() {
    String list =
        """
        {"kind": "PodList", "apiVersion": "v1", "metadata": {"resourceVersion": "7", "continue": "c"},
         "items": [{"metadata": {"name": "a"}},
          {"metadata": {"name": "é", "namespace": "shop", "uid": "u", "resourceVersion": "6",
            "labels": {"b": ["c"]}}, "spec": {"hostNetwork": "perhaps"}},
          {"metadata": {"name": "z"}, "spec": {"nodeName": "n"}}]}\
        """;

    PodList pods = stream(list, PodList.class);

    assertThat(pods.getMetadata().getContinue()).isEqualTo("c");
    assertThat(pods.getItems())
        .extracting(pod -> pod.getMetadata().getName())
        .containsExactly("a", "é", "z");
    assertThat(pods.getItems()).map(Marker::isOn).containsExactly(false, true, false);
    assertThat(Marker.of(pods.getItems().get(1)))
        .contains(new Marker(Marker.Cause.UNREADABLE, "Pod", "é", 0));
    assertThat(pods.getItems().get(1).getMetadata().getResourceVersion()).isEqualTo("6");
    assertThat(pods.getItems().getLast().getSpec().getNodeName()).isEqualTo("n");
  }

  @Test
  void theSameInAnEvent() {
    WatchEvent event =
        event(
            "{\"metadata\": {\"name\": \"a\", \"namespace\": \"shop\", \"resourceVersion\": \"6\"},"
                + " \"spec\": {\"hostNetwork\": {}}}");

    assertThat(event.getType()).isEqualTo("MODIFIED");
    assertThat(event.getObject())
        .isInstanceOfSatisfying(
            Pod.class,
            pod -> {
              assertThat(Marker.of(pod)).map(Marker::cause).contains(Marker.Cause.UNREADABLE);
              assertThat(pod.getMetadata().getNamespace()).isEqualTo("shop");
              assertThat(pod.getMetadata().getResourceVersion()).isEqualTo("6");
            });
  }

  @Test
  void noJsonMakesAMarker() {
    JsonNode marker =
        json.convertValue(
            Marker.metadata(Marker.Cause.TOO_LARGE, read("{\"metadata\": {\"name\": \"a\"}}"), 7),
            JsonNode.class);

    assertThat(Marker.of(read("{\"metadata\": %s}".formatted(marker)))).isEmpty();
  }

  @Test
  void whatIsNoListStillFails() {
    assertThat(
            org.assertj.core.api.Assertions.catchThrowable(
                () -> stream("{\"items\": [{\"metadata\": 5}]}", NamespaceList.class)))
        .isNotNull();
  }

  private static int afterX(JsonParser parser) throws IOException {
    parser.nextToken();
    parser.nextFieldName();
    parser.nextTextValue();
    assertThat(parser.nextFieldName()).isEqualTo("x");
    parser.nextToken();
    parser.skipChildren();
    assertThat(parser.nextFieldName()).isEqualTo("y");
    int read = parser.nextIntValue(0);
    assertThat(parser.nextToken().isStructEnd()).isTrue();
    assertThat(parser.nextToken()).isNull();
    return read;
  }

  private Pod read(String pod) {
    return stream(pod, Pod.class);
  }

  private <T> T stream(String text, Class<T> type) {
    return json.unmarshal(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), type);
  }

  private WatchEvent event(String pod) {
    return json.unmarshal(
        "{\"type\": \"MODIFIED\", \"object\": {\"kind\": \"Pod\", \"apiVersion\": \"v1\", %s}"
            .formatted(pod.substring(1)),
        WatchEvent.class);
  }
}
