package io.securitybaseline.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.securitybaseline.api.spec.Mode;
import io.securitybaseline.api.spec.SecurityBaselineSpec;
import io.securitybaseline.api.status.CheckResult;
import io.securitybaseline.api.status.NamespaceCounts;
import io.securitybaseline.api.status.PodSecurityCounts;
import io.securitybaseline.api.status.SecurityBaselineStatus;
import io.securitybaseline.control.Finding;
import io.securitybaseline.control.SubjectState;
import io.securitybaseline.control.SystemNamespaces;
import io.securitybaseline.controls.Controls;
import io.securitybaseline.controls.cluster.ClusterControl;
import io.securitybaseline.controls.cluster.ClusterReport;
import io.securitybaseline.controls.cluster.Posture;
import io.securitybaseline.controls.cluster.Posture.Basis;
import io.securitybaseline.controls.cluster.Posture.Caveat;
import io.securitybaseline.controls.cluster.Posture.Checked;
import io.securitybaseline.controls.groupbindings.GroupBindingsReport;
import io.securitybaseline.controls.instancemetadata.InstanceMetadataReport;
import io.securitybaseline.controls.leastprivilege.LeastPrivilegeReport;
import io.securitybaseline.controls.nodes.NodePools;
import io.securitybaseline.controls.nodes.NodesReport;
import io.securitybaseline.controls.nodes.PoolAssessment;
import io.securitybaseline.controls.nodes.PoolDecision;
import io.securitybaseline.controls.nodes.PoolFinding;
import io.securitybaseline.controls.podsecurity.PodSecurityReport;
import io.securitybaseline.facts.AzureSnapshot;
import io.securitybaseline.facts.azure.Reading;
import io.securitybaseline.module.AnnotationRemoval;
import io.securitybaseline.report.Samples.Group;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Ten thousand namespaces and five thousand nodes, in which everything fails at once. */
class StatusSizeTest {
  private static final int NAMESPACES = 10_000;
  private static final int POOLS = 60;
  private static final int NODES_OF_POOL = 84;
  private static final int LIMIT = 32 * 1024;

  /** Names and messages as long as can be, of characters that take the most room. */
  @ParameterizedTest(name = "texts of {0}")
  @ValueSource(strings = {"m", "é", "語", "😀", "\"", "\u0001"})
  void staysSmallHoweverMuchFails(String character) {
    SecurityBaselineStatus status = status(10_000, character);

    assertThat(bytes(status)).isBetween(1024, StatusReport.MOST_BYTES).isLessThan(LIMIT);
    assertWhole(status);
    assertThat(Objects.requireNonNull(status.instanceMetadata()).probes()).hasSize(50);
  }

  /** Messages as long as they usually are: none is cut, and what is wrong is reported in full. */
  @Test
  void whatIsUsualIsReportedInFull() {
    SecurityBaselineStatus status = status(150, "m");
    assertThat(bytes(status)).isBetween(16 * 1024, StatusReport.MOST_BYTES);
    assertWhole(status);
    var namespaces = Objects.requireNonNull(status.instanceMetadata()).worst();
    assertThat(namespaces).hasSize(10).allSatisfy(it -> assertThat(it.message()).hasSize(150));
    var bindings = Objects.requireNonNull(status.groupBindings()).worst();
    assertThat(bindings).hasSize(10).allSatisfy(it -> assertThat(it.message()).hasSize(150));
    assertThat(Objects.requireNonNull(status.cluster()).checks())
        .allSatisfy(it -> assertThat(it.message()).hasSize(150));
    assertThat(Objects.requireNonNull(status.nodes()).worst()).hasSize(10);
  }

  @Test
  void sameFactsMakeTheSameStatus() {
    assertThat(status(10_000, "語")).isEqualTo(status(10_000, "語"));
  }

  /** Totals, conditions and checks are never left out, and of every list something is left. */
  private static void assertWhole(SecurityBaselineStatus status) {
    List<String> types = new ArrayList<>(List.of("Ready", "Compliant"));
    Controls.ALL.forEach(control -> types.addAll(control.descriptor().conditions()));
    types.add("Stalled");
    assertThat(status.conditions()).extracting(Condition::getType).containsExactlyElementsOf(types);
    var namespaces = Objects.requireNonNull(status.instanceMetadata());
    assertThat(namespaces.namespaces())
        .isEqualTo(new NamespaceCounts(NAMESPACES, 0, 0, 0, 0, NAMESPACES));
    assertThat(namespaces.worst()).isNotEmpty();
    assertThat(namespaces.notes()).isNotEmpty();
    assertThat(Objects.requireNonNull(namespaces.probes()))
        .hasSizeBetween(5, 50)
        .allSatisfy(it -> assertThat(it.time()).isNotNull());
    var bindings = Objects.requireNonNull(status.groupBindings());
    assertThat(bindings.userBindings()).isEqualTo(NAMESPACES);
    assertThat(bindings.worst()).isNotEmpty();
    assertThat(bindings.notes()).isNotEmpty();
    var pods = Objects.requireNonNull(status.podSecurity());
    assertThat(pods.namespaces())
        .isEqualTo(new PodSecurityCounts(NAMESPACES, 0, 0, NAMESPACES, 0, 0));
    assertThat(pods.worst()).isNotEmpty();
    assertThat(pods.notes()).isNotEmpty();
    var roles = Objects.requireNonNull(status.leastPrivilege());
    assertThat(Objects.requireNonNull(roles.bindings()).violating()).isEqualTo(NAMESPACES);
    assertThat(roles.worst()).isNotEmpty();
    assertThat(roles.notes()).isNotEmpty();
    var nodes = Objects.requireNonNull(status.nodes());
    assertThat(nodes.total()).isEqualTo(POOLS * NODES_OF_POOL);
    assertThat(nodes.rebootRequired()).isEqualTo(POOLS * NODES_OF_POOL);
    assertThat(nodes.worst()).isNotEmpty();
    assertThat(nodes.notes()).isNotEmpty();
    assertThat(nodes.pools()).isNotEmpty();
    assertThat(Objects.requireNonNull(status.cluster()).checks()).hasSize(allChecks().size());
  }

  private static int bytes(SecurityBaselineStatus status) {
    return Serialization.asJson(status).getBytes(StandardCharsets.UTF_8).length;
  }

  private static SecurityBaselineStatus status(int length, String character) {
    String text = character.repeat(length);
    return StatusReport.of(
        1,
        Mode.AUDIT,
        List.of(
            namespaces(text),
            bindings(text),
            pods(text),
            roles(text),
            nodes(text, character),
            cluster(text)),
        List.of(),
        Instant.EPOCH);
  }

  private static ControlReport namespaces(String text) {
    Finding finding = Finding.violation("R".repeat(30), text);
    Group all = new Group("n".repeat(58), NAMESPACES, SubjectState.FAILED, List.of(finding), 3);
    return new InstanceMetadataReport(
        Mode.AUDIT,
        "Calico",
        Samples.tally(all),
        findings(finding),
        1,
        Samples.DONE,
        unevaluated(),
        Samples.probes(text.length() > 200 ? POOLS : 5));
  }

  private static Unevaluated.Kinds unevaluated() {
    Unevaluated.Collector system = new Unevaluated.Collector();
    SystemNamespaces.NAMES.forEach(name -> system.add(name, true));
    Unevaluated.Collector excluded = new Unevaluated.Collector();
    IntStream.range(0, NAMESPACES).forEach(i -> excluded.add("x".repeat(58) + i, true));
    return new Unevaluated.Kinds(system.result(), excluded.result());
  }

  private static List<Finding> findings(Finding violation) {
    Finding note = Finding.note(violation.reason(), violation.message());
    return Stream.concat(Stream.of(violation), Collections.nCopies(20, note).stream()).toList();
  }

  private static ControlReport bindings(String text) {
    Finding finding = Finding.violation("R".repeat(30), text);
    List<AnnotationRemoval> removals =
        IntStream.range(0, 20)
            .mapToObj(i -> new AnnotationRemoval("u".repeat(34) + i, 3, LocalDate.EPOCH))
            .toList();
    return new GroupBindingsReport(
        Mode.AUDIT, bindings(text, finding), findings(finding), 1, Samples.DONE, removals);
  }

  private static Tally bindings(String text, Finding finding) {
    Tally.Collector all = new Tally.Collector();
    String name = text.substring(0, text.offsetByCodePoints(0, 100));
    for (int i = 0; i < NAMESPACES; i++) {
      all.add(
          new Tally.Counted(
              "n".repeat(58) + i, name, SubjectState.VIOLATING, List.of(finding), 1, List.of()));
    }
    return all.result();
  }

  private static ControlReport pods(String text) {
    Finding finding = Finding.violation("R".repeat(30), text);
    Group all = new Group("n".repeat(58), NAMESPACES, SubjectState.VIOLATING, List.of(finding), 1);
    return new PodSecurityReport(
        Mode.AUDIT,
        SecurityBaselineSpec.defaults().podSecurity(),
        Samples.tally(all),
        findings(finding),
        Samples.DONE);
  }

  private static ControlReport roles(String text) {
    Finding finding = Finding.violation("R".repeat(30), text);
    return new LeastPrivilegeReport(bindings(text, finding), findings(finding), Samples.DONE);
  }

  private static ControlReport nodes(String text, String character) {
    String name = text.length() > 200 ? character.repeat(60) : character.repeat(10);
    List<PoolDecision> pools = new ArrayList<>();
    IntStream.range(0, POOLS).forEach(i -> pools.add(pool(name + i, text)));
    return new NodesReport(pools, List.of());
  }

  private static PoolDecision pool(String name, String text) {
    String family = "AKSUbuntu-2204" + name.substring(0, name.length() - 2);
    PoolAssessment assessment =
        NodePools.assessed(
            name,
            NODES_OF_POOL,
            family + "-202601.01.0",
            Optional.of(NodePools.condition("True")),
            Map.of(name, family + "-202611.01.0"));
    List<PoolFinding> findings = new ArrayList<>(assessment.findings());
    Finding note = Finding.note("N".repeat(30), text);
    findings.add(new PoolFinding(PoolFinding.Topic.IMAGES, note, List.of()));
    return new PoolDecision(assessment, false, findings);
  }

  /** Every check there is, each required and failing. */
  private static ControlReport cluster(String text) {
    return new ClusterReport(
        new Posture(
            Basis.READING,
            Optional.of("1.36.3"),
            Optional.of(new Caveat("AzureUnreachable", text)),
            allChecks().stream()
                .map(check -> new Checked(check.name(), true, CheckResult.FAIL, "", text))
                .toList()));
  }

  private static List<Checked> allChecks() {
    return new ClusterControl()
        .posture(
            new AzureSnapshot(new Reading.NotConfigured(), LocalDate.EPOCH, Map.of()),
            SecurityBaselineSpec.defaults().cluster().require())
        .checks();
  }
}
