package io.securitybaseline.controls.instancemetadata;

import static io.securitybaseline.report.Samples.exempt;
import static io.securitybaseline.report.Samples.exposed;
import static io.securitybaseline.report.Samples.failed;
import static io.securitybaseline.report.Samples.report;
import static io.securitybaseline.report.Samples.restricted;
import static io.securitybaseline.report.Samples.unknown;
import static org.assertj.core.api.Assertions.assertThat;

import io.securitybaseline.api.spec.Mode;
import io.securitybaseline.control.Finding;
import io.securitybaseline.control.SubjectState;
import io.securitybaseline.report.Samples.Group;
import org.junit.jupiter.api.Test;

/** What the MESSAGE column shows of the control. */
class InstanceMetadataHeadlineTest {
  @Test
  void headlineCountsNamespaces() {
    assertThat(headline(restricted(200))).isEqualTo("IMDS: blocked in all 200 namespaces");
    assertThat(headline(restricted(5), exempt(2)))
        .isEqualTo("IMDS: blocked in 5 of 7 namespaces, 2 exempt");
    assertThat(headline(restricted(2), exposed(5))).isEqualTo("IMDS: 5 of 7 namespaces exposed");
    assertThat(headline(exposed(2), failed(3), Group.of("new", 4, SubjectState.PENDING)))
        .isEqualTo("IMDS: 2 of 9 namespaces exposed, 3 failed, 4 pending");
    assertThat(headline(restricted(1), Group.of("new", 1_000, SubjectState.PENDING)))
        .isEqualTo("IMDS: 1,000 of 1,001 namespaces pending");
    assertThat(headline()).isEqualTo("IMDS: no user namespace");
  }

  @Test
  void headlineNamesTheReasonWhereCountsDoNotShowIt() {
    var expired =
        Group.of("late", 1, SubjectState.COMPLIANT, Finding.violation("Expired", "it ended"));

    assertThat(headline(restricted(3), expired)).isEqualTo("IMDS: Expired");
    assertThat(headline(restricted(3), unknown(4)))
        .isEqualTo("IMDS: EngineUnknown, 4 of 7 namespaces pending");
  }

  private static String headline(Group... groups) {
    return report(Mode.ENFORCE, groups).condition().headline();
  }
}
