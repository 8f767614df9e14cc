package io.securitybaseline.facts;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.PodSpecBuilder;
import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.batch.v1.CronJob;
import io.fabric8.kubernetes.api.model.batch.v1.CronJobBuilder;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class WorkloadKindTest {
  static final List<WorkloadKind<?>> kinds = WorkloadKind.ALL;

  @Test
  void theseAreWatched() {
    assertThat(WorkloadKind.ALL)
        .extracting(kind -> kind.type().getSimpleName())
        .containsExactly("Deployment", "StatefulSet", "DaemonSet", "CronJob");
  }

  @ParameterizedTest
  @FieldSource("kinds")
  <T extends HasMetadata> void snapshotShowsWhatTheTemplateWouldStart(WorkloadKind<T> kind) {
    T workload = workload(kind);

    assertThat(kind.snapshot(workload, "win"::equals))
        .isEqualTo(
            new PodSnapshot(
                kind.type().getSimpleName() + "/web", Map.of("app", "web"), true, false));
  }

  @ParameterizedTest
  @FieldSource("kinds")
  <T extends HasMetadata> void pruningKeepsWhatTheSnapshotShows(WorkloadKind<T> kind) {
    T workload = workload(kind);

    T kept = new Pruning().workloads(kind).apply(workload);

    assertThat(kind.snapshot(kept, "win"::equals))
        .isEqualTo(kind.snapshot(workload, "win"::equals));
    assertThat(Objects.requireNonNull(kind.podSpec(kept)).getContainers()).isEmpty();
    assertThat(PodWatches.workload(kind).triggers(workload, kept)).isFalse();
  }

  @Test
  void workloadsWithoutATemplateStartPlainPods() {
    assertThat(WorkloadKind.DEPLOYMENT.snapshot(named(new Deployment()), _ -> false))
        .isEqualTo(new PodSnapshot("Deployment/web", Map.of(), false, false));
    assertThat(WorkloadKind.STATEFUL_SET.snapshot(named(new StatefulSet()), _ -> false).labels())
        .isEmpty();
    assertThat(WorkloadKind.DAEMON_SET.snapshot(named(new DaemonSet()), _ -> false).labels())
        .isEmpty();
    assertThat(WorkloadKind.CRON_JOB.snapshot(named(new CronJob()), _ -> false).labels()).isEmpty();
    CronJob empty =
        new CronJobBuilder().withNewSpec().withNewJobTemplate().endJobTemplate().endSpec().build();
    assertThat(WorkloadKind.CRON_JOB.snapshot(named(empty), _ -> false).labels()).isEmpty();
  }

  private static <T extends HasMetadata> T workload(WorkloadKind<T> kind) {
    return kind.rebuild(
        metadata(),
        Map.of("app", "web"),
        new PodSpecBuilder()
            .withHostNetwork(true)
            .addNewContainer()
            .withName("main")
            .endContainer()
            .build());
  }

  private static <T extends HasMetadata> T named(T workload) {
    workload.setMetadata(metadata());
    return workload;
  }

  private static ObjectMeta metadata() {
    ObjectMeta metadata = new ObjectMeta();
    metadata.setName("web");
    return metadata;
  }
}
