package io.securitybaseline.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.securitybaseline.api.spec.Mode;
import io.securitybaseline.api.status.InstanceMetadataStatus;
import io.securitybaseline.api.status.UnevaluatedNamespaces;
import io.securitybaseline.controls.instancemetadata.InstanceMetadataReport;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class UnevaluatedTest {

  @Test
  void countsAllAndNamesThoseWithPodsInOrder() {
    var system = new Unevaluated.Collector();
    system.add("kube-system", true);
    system.add("kube-public", false);
    system.add("flux-system", true);

    var section = section(system.result(), Unevaluated.NONE, TrimLevel.FULL);

    assertThat(section.systemNamespaces())
        .isEqualTo(new UnevaluatedNamespaces(3, 2, List.of("flux-system", "kube-system")));
    assertThat(section.excludedNamespaces()).isEqualTo(new UnevaluatedNamespaces(0, 0, List.of()));
  }

  @Test
  void totalsAreExactHoweverManyThereAre() {
    var excluded = new Unevaluated.Collector();
    IntStream.range(0, 2000).forEach(i -> excluded.add("sandbox-%04d".formatted(i), i >= 100));

    var full = excluded(excluded.result(), TrimLevel.FULL);
    var little = excluded(excluded.result(), TrimLevel.FULL_TO_MINIMAL.getLast());

    assertThat(full.total()).isEqualTo(little.total()).isEqualTo(2000);
    assertThat(full.withPods()).isEqualTo(little.withPods()).isEqualTo(1900);
    assertThat(full.names()).hasSize(10).isSorted().startsWith("sandbox-0100");
    assertThat(little.names()).containsExactly("sandbox-0100");
  }

  private static UnevaluatedNamespaces excluded(Unevaluated excluded, TrimLevel detail) {
    return Objects.requireNonNull(section(Unevaluated.NONE, excluded, detail).excludedNamespaces());
  }

  private static InstanceMetadataStatus section(
      Unevaluated system, Unevaluated excluded, TrimLevel detail) {
    StatusDraft draft = new StatusDraft(detail);
    new InstanceMetadataReport(
            Mode.AUDIT,
            "Calico",
            Samples.tally(),
            List.of(),
            0,
            Samples.DONE,
            new Unevaluated.Kinds(system, excluded))
        .addTo(draft);
    return Objects.requireNonNull(draft.status(1, Mode.AUDIT, "", List.of()).instanceMetadata());
  }
}
