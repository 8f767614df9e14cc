package io.securitybaseline.cli.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.securitybaseline.api.spec.SecurityBaselineSpec;
import io.securitybaseline.api.status.ProbeStatus;
import io.securitybaseline.cli.inventory.EntraAssumption;
import io.securitybaseline.cli.inventory.Inventory;
import io.securitybaseline.control.Baseline;
import io.securitybaseline.controls.Controls;
import io.securitybaseline.facts.AccessSnapshot.Entra;
import io.securitybaseline.facts.azure.directory.Memberships;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What a plan notes of a cluster before Enforce: with counts, and with what probes found out. */
class PlanNotesTest {

  private static final Instant NOW = Instant.parse("2026-11-24T10:00:00Z");

  @Test
  void namespacesThatMayUseTheServiceAreCountedAndNamed() {
    List<String> notes = notes(2, List.of());

    assertThat(notes).contains("MayUseInstanceMetadata: 2 namespaces");
    assertThat(notes)
        .filteredOn(note -> note.startsWith("namespace shop-"))
        .hasSize(2)
        .allSatisfy(note -> assertThat(note).contains("Deployment/web"));
  }

  @Test
  void ofManyNamespacesTheCountIsExactAndTwentyAreNamed() {
    List<String> notes = notes(25, List.of());

    assertThat(notes).contains("MayUseInstanceMetadata: 25 namespaces");
    assertThat(notes).filteredOn(note -> note.startsWith("namespace shop-")).hasSize(20);
  }

  /** Only Deployments set pod-template-hash; their templates are evaluated in place of the pods. */
  @Test
  void podsWithoutATemplateAreNamedByTheirController() {
    List<String> notes =
        notes(
            List.of(
                namespace("shop"),
                pod("one", "ReplicaSet", "legacy", ""),
                pod("two", "ReplicaSet", "legacy", ""),
                pod("three", "Job", "backup", ""),
                pod("four", "ReplicaSet", "web-1", "pod-template-hash: a"),
                pod("five", "StatefulSet", "db", "")),
            List.of());

    assertThat(notes)
        .filteredOn(note -> note.startsWith("namespace shop: 2 workloads may use"))
        .singleElement()
        .asString()
        .contains("Job/backup", "ReplicaSet/legacy")
        .doesNotContain("Pod/", "web-1", "StatefulSet");
  }

  @Test
  void withoutEvidenceNothingIsCounted() {
    assertThat(notes(0, List.of()))
        .noneMatch(note -> note.startsWith("MayUseInstanceMetadata"))
        .anyMatch(note -> note.startsWith("NotProbed: Node pools are not probed yet"));
  }

  @Test
  void storedResultsOfProbesAreShown() {
    assertThat(notes(0, List.of(probe("Reached", "NotInPlace"))))
        .anyMatch(note ->
            note.startsWith("ReachedByProbe: A probe reached 169.254.169.254 on node pool np1"))
        .noneMatch(note -> note.startsWith("NotProbed"));
    assertThat(notes(0, List.of(probe("Blocked", "NotInPlace"))))
        .anyMatch(note -> note.startsWith("BlockedByProbe: "));
  }

  private static ProbeStatus probe(String result, String policy) {
    return new ProbeStatus(
        "np1", "amd64", result, "IMDS", policy, "image-1", "unknown", "2026-11-24T09:00:00Z");
  }

  private static List<String> notes(int users, List<ProbeStatus> probes) {
    List<HasMetadata> objects = new ArrayList<>();
    IntStream.range(0, users)
        .mapToObj("shop-%02d"::formatted)
        .forEach(name -> objects.addAll(List.of(namespace(name), workload(name))));
    return notes(objects, probes);
  }

  private static List<String> notes(List<HasMetadata> objects, List<ProbeStatus> probes) {
    SecurityBaselineSpec spec =
        Serialization.unmarshal(
            """
            mode: Audit
            instanceMetadata: {engine: Calico, verification: Probe}
            groupBindings: {mode: "Off"}
            podSecurity: {mode: "Off"}
            """,
            SecurityBaselineSpec.class);
    List<HasMetadata> all = new ArrayList<>(objects);
    all.add(node());
    return new Planner(
            Controls.ALL,
            new Inventory(all),
            new Baseline("uid-1", spec),
            new PlanTerms(
                new EntraAssumption(Entra.ON, List.of()), NOW, _ -> Memberships.NONE, probes))
        .ofEverything()
        .notes();
  }

  private static HasMetadata namespace(String name) {
    return new NamespaceBuilder().withNewMetadata().withName(name).endMetadata().build();
  }

  private static Node node() {
    return Serialization.unmarshal(
        """
        apiVersion: v1
        kind: Node
        metadata:
          name: a
          labels:
            kubernetes.io/os: linux
            kubernetes.io/arch: amd64
            kubernetes.azure.com/agentpool: np1
            kubernetes.azure.com/node-image-version: image-1
        """,
        Node.class);
  }

  private static Pod pod(String name, String kind, String owner, String label) {
    return Serialization.unmarshal(
        """
        apiVersion: v1
        kind: Pod
        metadata:
          name: %s
          namespace: shop
          labels: {%s}
          ownerReferences: [{apiVersion: v1, kind: %s, name: %s, uid: x, controller: true}]
        spec: {containers: [{name: web, image: "web:1", env: [{name: AZURE_CLIENT_ID, value: x}]}]}
        status: {phase: Running}
        """
            .formatted(name, label, kind, owner),
        Pod.class);
  }

  private static Deployment workload(String namespace) {
    return Serialization.unmarshal(
        """
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: web, namespace: %s}
        spec:
          template:
            spec:
              containers:
              - {name: web, image: "web:1", env: [{name: AZURE_CLIENT_ID, value: x}]}
        """
            .formatted(namespace),
        Deployment.class);
  }
}
