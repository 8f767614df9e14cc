package io.securitybaseline.controls.instancemetadata;

import static io.securitybaseline.report.Samples.DONE;
import static io.securitybaseline.report.Samples.exempt;
import static io.securitybaseline.report.Samples.tally;
import static org.assertj.core.api.Assertions.assertThat;

import io.securitybaseline.api.spec.Mode;
import io.securitybaseline.control.Finding;
import io.securitybaseline.control.SubjectState;
import io.securitybaseline.report.Samples.Group;
import io.securitybaseline.report.TrimLevel;
import io.securitybaseline.report.Unevaluated;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is worth knowing and is no fault. */
class InstanceMetadataNotesTest {
  @Test
  void notesAreOfTheClusterFirstAndThenCounted() {
    var cluster =
        List.of(
            Finding.violation("NotEnforced", "no note"),
            Finding.note("ClusterNetworkPolicyServed", "nothing is to be done"));
    var isolated =
        Group.of(
            "closed",
            1200,
            SubjectState.COMPLIANT,
            Finding.note("AlreadyIsolated", "one"),
            Finding.note("AlreadyIsolated", "other"));
    var rollUp = tally(exempt(2), isolated);

    assertThat(
            new InstanceMetadataReport(
                    Mode.ENFORCE, "Calico", rollUp, cluster, 0, DONE, Unevaluated.Kinds.NONE)
                .notes(TrimLevel.FULL))
        .containsExactly(
            "ClusterNetworkPolicyServed: nothing is to be done",
            "AlreadyIsolated: in 1,200 namespaces",
            "Exempt: in 2 namespaces");
  }
}
