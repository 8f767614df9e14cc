package io.securitybaseline.apply;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.securitybaseline.control.Change;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What makes an object exactly what is intended, and who else writes an object. */
class ReplacementTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  private static final GenericKubernetesResource WANTED =
      object(
          """
          apiVersion: cilium.io/v2
          kind: CiliumClusterwideNetworkPolicy
          metadata: {name: x, labels: {a: b}, annotations: {c: d}}
          spec:
            egressDeny: [{toCIDR: [169.254.169.254/32]}]
            enableDefaultDeny: {ingress: false, egress: false}
          """);

  @Test
  void whatIsNotIntendedIsRemovedAndTheRestOfTheMetadataIsNotTouched() throws Exception {
    GenericKubernetesResource observed =
        object(
            """
            apiVersion: cilium.io/v2
            kind: CiliumClusterwideNetworkPolicy
            metadata: {name: x, uid: u, resourceVersion: "7", finalizers: [f], labels: {team: blue}}
            spec:
              egress: [{}]
              enableDefaultDeny: {ingress: true, other: true}
            specs: [{}]
            status: {conditions: []}
            """);

    JsonNode patch =
        JSON.readTree(Replacement.patch(new Change.Replace(WANTED, observed, "differs")));

    assertThat(patch)
        .isEqualTo(
            JSON.readTree(
                """
                {"metadata": {"uid": "u", "resourceVersion": "7",
                              "labels": {"a": "b"}, "annotations": {"c": "d"}},
                 "specs": null,
                 "spec": {"egress": null,
                          "egressDeny": [{"toCIDR": ["169.254.169.254/32"]}],
                          "enableDefaultDeny": {"other": null, "ingress": false, "egress": false}}}
                """));
  }

  @Test
  void theLastOtherManagerOfTheChangedFieldIsNamed() throws Exception {
    JsonNode live =
        JSON.readTree(
            """
            {"metadata": {"labels": {"a": "b"}, "annotations": {"c": "d"}, "managedFields": [
              {"manager": "security-baseline-operator", "time": "2026-11-23T10:00:09Z",
               "fieldsV1": {"f:spec": {"f:egressDeny": {}}}},
              {"manager": "early", "time": "2026-11-23T10:00:01Z",
               "fieldsV1": {"f:spec": {"f:egressDeny": {}}}},
              {"manager": "argocd-controller", "time": "2026-11-23T10:00:05Z",
               "fieldsV1": {"f:spec": {"f:egressDeny": {}}}},
              {"manager": "labels", "time": "2026-11-23T10:00:07Z",
               "fieldsV1": {"f:metadata": {"f:labels": {}}}},
              {"manager": "cilium", "time": "2026-11-23T10:00:08Z", "subresource": "status",
               "fieldsV1": {"f:status": {}}}]},
             "spec": {"egressDeny": [], "enableDefaultDeny": {"ingress": false, "egress": false}}}
            """);
    Change update = new Change.Update(WANTED, new Change.Seen("u", "7"), "differs");
    Change delete = new Change.Delete(WANTED, new Change.Seen("u", "7"), "is cleaned up");

    assertThat(Contender.of(update, live))
        .isEqualTo(Optional.of(new Contender("argocd-controller", "spec.egressDeny")));
    assertThat(Contender.of(delete, live)).isEqualTo(Optional.of(new Contender("labels", "")));
    assertThat(Contender.of(update, JSON.readTree("{}"))).isEmpty();
  }

  private static GenericKubernetesResource object(String yaml) {
    return Serialization.unmarshal(yaml, GenericKubernetesResource.class);
  }
}
