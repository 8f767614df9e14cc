package io.securitybaseline.reconcile.pass;

import static io.securitybaseline.reconcile.pass.FakeModule.ONE;
import static io.securitybaseline.reconcile.pass.Situations.FOUND;
import static io.securitybaseline.reconcile.pass.Situations.revision;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.rbac.ClusterRole;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBuilder;
import io.securitybaseline.apply.Applier;
import io.securitybaseline.apply.RecordingCluster;
import io.securitybaseline.apply.WriteLimiter;
import io.securitybaseline.control.Change;
import io.securitybaseline.control.SubjectState;
import io.securitybaseline.module.Situation.Phase;
import io.securitybaseline.report.ReportedSubject;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** Policy reports on a cluster that notes what is written, with what they are made from. */
final class ReportsUnderTest {

  static final Revision OPEN = revision(1, Phase.ACTIVE, "{reports: OpenReports}");
  static final Revision NONE = revision(2, Phase.ACTIVE, "{mode: Audit}");
  static final Revision DELETING = revision(3, Phase.DELETING, "{reports: OpenReports}");
  static final Namespace SHOP = Situations.namespace("shop");
  static final ClusterRole ROLE =
      new ClusterRoleBuilder().withNewMetadata().withName("all").endMetadata().build();

  final RecordingCluster cluster = new RecordingCluster();
  final FakeReports stored = new FakeReports();
  final ReportWrites writes =
      new ReportWrites(
          stored,
          new ReportWrites.Sending(
              new Applier(cluster, new WriteLimiter(0, () -> 0), (_, _, _) -> {}),
              new Backoff(new Random(1))));
  final PolicyReports reports = new PolicyReports(stored, writes);

  /** After everything was evaluated once. */
  static ReportsUnderTest opened() {
    ReportsUnderTest opened = new ReportsUnderTest();
    opened.reports.open();
    return opened;
  }

  /** The only change that was sent. */
  Change onlyChange() {
    assertThat(cluster.changes()).hasSize(1);
    return cluster.changes().getFirst();
  }

  static PassResult found(String name) {
    return new PassResult(false, Optional.empty(), Optional.of(List.of(subject(name))));
  }

  static ReportedSubject subject(String name) {
    return new ReportedSubject(
        ONE,
        "Deployment",
        "shop",
        name,
        "uid-" + name,
        SubjectState.VIOLATING,
        List.of(FOUND),
        null);
  }
}
