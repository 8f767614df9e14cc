package io.securitybaseline.controls.instancemetadata;

import static org.assertj.core.api.Assertions.assertThat;

import io.securitybaseline.control.Finding;
import io.securitybaseline.control.Finding.Severity;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Where a policy for the whole cluster may not go yet, because nothing of the operator takes its
 * place.
 */
class CoverageTest {

  @ParameterizedTest(name = "{0}, {1}: {2}")
  @CsvSource({
    "TooManySelectors, VIOLATION, false",
    "TooManySelectors, NOTE, false",
    "NotProgrammed, NOTE, false",
    "IgnoredByEngine, UNKNOWN, false",
    "IgnoredByEngine, NOTE, true",
    "ReachUnknown, UNKNOWN, true",
    "TooComplex, UNKNOWN, false",
    "ForeignObject, VIOLATION, false",
    "ForeignObject, NOTE, true",
    "NotRestricted, VIOLATION, false",
    "ReopenedByPolicy, VIOLATION, true",
    "HostNetwork, VIOLATION, true",
    "AlreadyIsolated, NOTE, true",
  })
  void findingsThatLeaveANamespaceBare(String reason, Severity severity, boolean covered) {
    var other = Finding.note("AllowedPods", "");

    assertThat(InstanceMetadataControl.isCovered(List.of(other, new Finding(reason, severity, ""))))
        .isEqualTo(covered);
  }

  @Test
  void withoutFindingsAllIsThere() {
    assertThat(InstanceMetadataControl.isCovered(List.of())).isTrue();
  }
}
