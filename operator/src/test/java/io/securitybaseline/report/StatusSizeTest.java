package io.securitybaseline.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.utils.Serialization;
import io.securitybaseline.api.CheckResult;
import io.securitybaseline.api.InstanceMetadataStatus;
import io.securitybaseline.api.Mode;
import io.securitybaseline.api.NamespaceCounts;
import io.securitybaseline.api.NodesStatus;
import io.securitybaseline.api.SecurityBaselineSpec;
import io.securitybaseline.api.SecurityBaselineStatus;
import io.securitybaseline.control.Finding;
import io.securitybaseline.control.NamespaceState;
import io.securitybaseline.control.cluster.ClusterControl;
import io.securitybaseline.control.cluster.Posture;
import io.securitybaseline.control.cluster.Posture.Basis;
import io.securitybaseline.control.cluster.Posture.Checked;
import io.securitybaseline.control.cluster.Posture.Doubt;
import io.securitybaseline.control.nodes.PoolAssessment;
import io.securitybaseline.control.nodes.PoolDecision;
import io.securitybaseline.control.nodes.PoolFinding;
import io.securitybaseline.observe.azure.AzureSnapshot;
import io.securitybaseline.observe.azure.Reading;
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
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Ten thousand namespaces, each with the longest name and the longest message there can be. */
class StatusSizeTest {
  private static final int NAMESPACES = 10_000;
  private static final int LIMIT = 32 * 1024;

  @ParameterizedTest(name = "messages of {0}")
  @ValueSource(strings = {"m", "é", "語", "😀"})
  void staysSmallHoweverMuchFails(String character) {
    Finding finding = Finding.violation("R".repeat(60), character.repeat(10_000));
    Group all = new Group("n".repeat(58), NAMESPACES, NamespaceState.FAILED, List.of(finding), 3);
    var report =
        new InstanceMetadataReport(
            Mode.AUDIT, "Calico", Samples.rollUp(all), findings(finding), 1, Samples.DONE);

    SecurityBaselineStatus status =
        StatusReport.of(
            1, Mode.AUDIT, List.of(report, cluster(character)), List.of(), Instant.EPOCH);

    InstanceMetadataStatus section = Objects.requireNonNull(status.instanceMetadata());
    assertThat(section.namespaces())
        .isEqualTo(new NamespaceCounts(NAMESPACES, 0, 0, 0, 0, NAMESPACES));
    assertThat(section.worst()).hasSize(10);
    assertThat(section.notes()).hasSize(10);
    assertThat(Serialization.asJson(status).getBytes(StandardCharsets.UTF_8))
        .hasSizeLessThan(LIMIT);
  }

  /** With every check there is, each with more to say than fits. */
  private static ControlReport cluster(String character) {
    return new ClusterReport(
        new Posture(
            Basis.READING,
            Optional.of("1.36.3"),
            Optional.of(new Doubt("R".repeat(60), character.repeat(10_000))),
            new ClusterControl()
                    .posture(
                        new AzureSnapshot(new Reading.NotConfigured(), LocalDate.EPOCH),
                        SecurityBaselineSpec.defaults().cluster().require())
                    .checks()
                    .stream()
                    .map(check ->
                        new Checked(
                            check.name(), true, CheckResult.FAIL, "", character.repeat(10_000)))
                    .toList()));
  }

  private static List<Finding> findings(Finding violation) {
    Finding note = Finding.info(violation.reason(), violation.message());
    return Stream.concat(Stream.of(violation), Collections.nCopies(20, note).stream()).toList();
  }

  /** Sixty pools with the longest names, in which everything is amiss that can be. */
  @ParameterizedTest(name = "names of {0}")
  @ValueSource(strings = {"p", "é", "語", "😀"})
  void staysSmallHoweverManyNodesFail(String character) {
    List<PoolDecision> pools = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      pools.add(pool(character.repeat(60) + i, character));
    }
    Finding finding = Finding.violation("R".repeat(60), character.repeat(10_000));
    Group all = new Group("n".repeat(58), NAMESPACES, NamespaceState.FAILED, List.of(finding), 3);
    var namespaces =
        new InstanceMetadataReport(
            Mode.AUDIT, "Calico", Samples.rollUp(all), findings(finding), 1, Samples.DONE);

    SecurityBaselineStatus status =
        StatusReport.of(
            1,
            Mode.AUDIT,
            List.of(namespaces, new NodesReport(pools, 30)),
            List.of(),
            Instant.EPOCH);

    NodesStatus section = Objects.requireNonNull(status.nodes());
    assertThat(section.total()).isEqualTo(60 * 84);
    assertThat(section.worst()).hasSize(10);
    assertThat(section.notes()).hasSize(10);
    assertThat(section.pools()).isNotEmpty();
    assertThat(Serialization.asJson(status).getBytes(StandardCharsets.UTF_8))
        .hasSizeLessThan(LIMIT);
  }

  private static PoolDecision pool(String name, String character) {
    String image = "AKSUbuntu-2204" + character.repeat(40) + "-202601.01.0";
    PoolAssessment assessment =
        NodePools.assessed(
            name,
            84,
            image,
            Optional.of(NodePools.condition("True")),
            Map.of(name, "AKSUbuntu-2204" + character.repeat(40) + "-202611.01.0"));
    List<PoolFinding> findings = new ArrayList<>(assessment.findings());
    Finding note = Finding.info("N".repeat(40), character.repeat(10_000));
    findings.add(new PoolFinding(PoolFinding.Topic.IMAGES, note, List.of()));
    return new PoolDecision(assessment, false, findings);
  }
}
