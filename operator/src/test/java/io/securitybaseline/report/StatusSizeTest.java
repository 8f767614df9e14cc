package io.securitybaseline.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.utils.Serialization;
import io.securitybaseline.api.CheckResult;
import io.securitybaseline.api.InstanceMetadataStatus;
import io.securitybaseline.api.Mode;
import io.securitybaseline.api.NamespaceCounts;
import io.securitybaseline.api.SecurityBaselineSpec;
import io.securitybaseline.api.SecurityBaselineStatus;
import io.securitybaseline.control.Finding;
import io.securitybaseline.control.NamespaceState;
import io.securitybaseline.control.cluster.ClusterControl;
import io.securitybaseline.control.cluster.Posture;
import io.securitybaseline.control.cluster.Posture.Basis;
import io.securitybaseline.control.cluster.Posture.Checked;
import io.securitybaseline.control.cluster.Posture.Doubt;
import io.securitybaseline.observe.azure.AzureSnapshot;
import io.securitybaseline.observe.azure.Reading;
import io.securitybaseline.report.Samples.Group;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collections;
import java.util.List;
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
}
