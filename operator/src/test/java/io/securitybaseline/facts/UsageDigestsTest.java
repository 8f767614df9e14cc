package io.securitybaseline.facts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.ServiceAccountBuilder;
import io.securitybaseline.facts.usage.AccountUsage;
import io.securitybaseline.facts.usage.EvidenceRow;
import io.securitybaseline.facts.usage.EvidenceSubject;
import io.securitybaseline.facts.usage.EvidenceTable;
import io.securitybaseline.facts.usage.PodUsage;
import io.securitybaseline.testing.GeneratedFile;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Evidence that pods use the instance metadata service. */
class UsageDigestsTest {

  @Test
  void everyRowHasASourceAndAWayOut() {
    assertThat(EvidenceTable.BUNDLED.rows())
        .hasSizeGreaterThan(10)
        .allSatisfy(row -> {
          assertThat(row.source()).startsWith("https://");
          assertThat(row.wayOut()).endsWith(".");
        });
    assertThat(EvidenceTable.BUNDLED.rows().stream().map(EvidenceRow::name))
        .doesNotHaveDuplicates();
  }

  @Test
  void usersAddRowsAndReplaceThem() {
    EvidenceTable table =
        EvidenceTable.BUNDLED.with(
            EvidenceTable.parse(
                """
                - {name: own agent, images: [contoso/agent], source: "https://contoso.com", wayOut: Ask.}
                - {name: Velero, images: [contoso/velero], source: "https://contoso.com", wayOut: Ask.}
                """));

    assertThat(evidence(table, "registry.contoso.com:5000/contoso/agent:1"))
        .containsExactly("own agent");
    String plugin = "velero/velero-plugin-for-microsoft-azure:v1";
    assertThat(evidence(table, "contoso/velero")).containsExactly("Velero");
    assertThat(evidence(table, plugin)).isEmpty();
    assertThat(evidence(EvidenceTable.BUNDLED, plugin)).containsExactly("Velero");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {name: x}                                        | evidence is not a list: write each row as - name: ...
          - [x                                             | evidence is not YAML
          - x                                              | evidence row 1: is not a row with fields
          - {name: x, source: s, wayOut: w}                | evidence x: matches nothing: give it env, images, labels or serviceAccountAnnotations
          - {name: x, source: s, wayOut: w, imagse: [y]}   | evidence x: imagse is no field: the fields are name, env, images, labels, serviceAccountAnnotations
          - {images: [y], source: s, wayOut: w}            | evidence row 1: name is missing: add it
          - {name: x, images: [y], source: s}              | evidence x: wayOut is missing: add it
          - {name: x, images: [y], wayOut: w}              | evidence x: source is missing: add it
          - {name: x, source: s, wayOut: w, env: {a: b}}   | evidence x: env has another type
          - {name: x, source: s, wayOut: w, env: [a], unless: {image: [y]}} | evidence x: unless.image is no field: the fields are env, labels
          - {name: x, source: s, wayOut: w, env: [A=b]}    | evidence x: env has "A=b": write the name of a variable, without its value
          - {name: x, source: s, wayOut: w, images: ["y:1"]} | evidence x: images has "y:1": write a repository, without tag or digest
          - {name: x, source: s, wayOut: w, labels: [""]}  | evidence x: labels has "": write key or key=value
          - {name: x, source: s, wayOut: w, env: [A], unless: {env: [null]}} | evidence x: unless.env has ""
          """)
  void aWrongTableIsRejectedByRowAndField(String yaml, String message) {
    assertThatThrownBy(() -> EvidenceTable.parse(yaml))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(message);
  }

  @Test
  void aNameOfTwoRowsIsRejected() {
    String row = "- {name: x, source: s, wayOut: w, images: [\"registry:5000/y\"]}\n";

    assertThat(EvidenceTable.parse(row).rows()).hasSize(1);
    assertThat(EvidenceTable.parse("").rows()).isEmpty();
    assertThatThrownBy(() -> EvidenceTable.parse(row + row))
        .hasMessage("evidence x: name is that of another row: choose another");
  }

  @Test
  void theExampleOfTheDocumentationIsATable() {
    String page = GeneratedFile.read("docs/controls/instancemetadata.md");
    String start = "operator:\n  metadataEvidence:\n";
    String rows = page.substring(page.indexOf(start) + start.length());

    assertThat(EvidenceTable.parse(rows.substring(0, rows.indexOf("```"))).rows())
        .extracting(EvidenceRow::name)
        .containsExactly("backup agent", "Velero");
  }

  @Test
  void ofAccountsOnlyKeysOfAnnotationsAreKept() {
    ServiceAccountBuilder account = new ServiceAccountBuilder().withNewMetadata().endMetadata();
    for (int i = 0; i < 200; i++) {
      account.editMetadata().addToAnnotations("a/" + i, "secret").endMetadata();
    }

    AccountUsage usage = UsageDigests.ACCOUNTS.of(account.build()).orElseThrow();

    assertThat(usage.annotations()).hasSize(64);
    assertThat(usage.toString()).doesNotContain("secret");
    assertThat(
            UsageDigests.ACCOUNTS.of(
                new ServiceAccountBuilder().withNewMetadata().endMetadata().build()))
        .isEmpty();
  }

  @Test
  void whatIsKeptIsBounded() {
    PodBuilder pod =
        new PodBuilder()
            .withNewMetadata()
            .endMetadata()
            .withNewSpec()
            .addNewContainer()
            .withImage("x")
            .endContainer()
            .endSpec();
    for (int i = 0; i < 200; i++) {
      pod.editSpec()
          .editFirstContainer()
          .addNewEnv()
          .withName("E" + i)
          .withValue("secret")
          .endEnv()
          .endContainer()
          .endSpec();
    }

    PodUsage usage = UsageDigests.PODS.of(pod.build()).orElseThrow();

    assertThat(usage.env()).hasSize(64);
    assertThat(usage.toString()).doesNotContain("secret");
  }

  /** Thousands of pods may have one template, which is evaluated in their place. */
  @ParameterizedTest
  @CsvSource({
    "ReplicaSet, pod-template-hash, true",
    "ReplicaSet, other, false",
    "StatefulSet, other, true",
    "DaemonSet, other, true",
    "Rollout, pod-template-hash, false",
  })
  void ofPodsWithAnEvaluatedTemplateNothingIsKept(String owner, String label, boolean nothing) {
    Pod pod =
        new PodBuilder()
            .withNewMetadata()
            .addToLabels(label, "x")
            .addNewOwnerReference()
            .withKind(owner)
            .withName("web")
            .withController(true)
            .endOwnerReference()
            .endMetadata()
            .withNewSpec()
            .addNewContainer()
            .withImage("x")
            .endContainer()
            .endSpec()
            .build();

    assertThat(UsageDigests.PODS.of(pod).isEmpty()).isEqualTo(nothing);
  }

  private static List<String> evidence(EvidenceTable table, String image) {
    Pod pod =
        new PodBuilder()
            .withNewMetadata()
            .endMetadata()
            .withNewSpec()
            .addNewContainer()
            .withImage(image)
            .endContainer()
            .endSpec()
            .build();
    return table
        .of(new EvidenceSubject(UsageDigests.PODS.of(pod).orElseThrow(), Map.of(), Set.of()))
        .stream()
        .map(EvidenceRow::name)
        .toList();
  }
}
