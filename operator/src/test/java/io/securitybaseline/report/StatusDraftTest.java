package io.securitybaseline.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.securitybaseline.api.spec.Mode;
import io.securitybaseline.api.status.ClusterStatus;
import io.securitybaseline.api.status.GroupBindingsStatus;
import io.securitybaseline.api.status.InstanceMetadataStatus;
import io.securitybaseline.api.status.LeastPrivilegeStatus;
import io.securitybaseline.api.status.NodesStatus;
import io.securitybaseline.api.status.PodSecurityStatus;
import io.securitybaseline.api.status.SecurityBaselineStatus;
import io.securitybaseline.api.status.StatusSummary;
import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Sections and parts of the summary, put together by their classes. */
class StatusDraftTest {
  private static final GroupBindingsStatus BINDINGS =
      new GroupBindingsStatus(
          3, 2, 1, 0, 0, List.of(), List.of(), List.of(), List.of("DeadGroup: in 1 binding"));
  private static final ClusterStatus CLUSTER = new ClusterStatus(true, "1.36.3", List.of());
  private static final InstanceMetadataStatus NAMESPACES =
      new InstanceMetadataStatus("Calico", null, null, null, 0, List.of(), List.of("Exempt: in 1"));
  private static final NodesStatus NODES =
      new NodesStatus(1, 0, 0, 0, 0, List.of(), null, List.of(), List.of("Note: pool a"));
  private static final PodSecurityStatus PODS =
      new PodSecurityStatus(null, 0, List.of(), List.of());
  private static final LeastPrivilegeStatus ROLES =
      new LeastPrivilegeStatus(null, List.of(), List.of());

  @Test
  void sectionsFindTheirPlaceWhateverTheirOrder() {
    SecurityBaselineStatus status =
        draft(CLUSTER, ROLES, PODS, NODES, BINDINGS, NAMESPACES)
            .status(7, Mode.AUDIT, "", List.of());

    assertThat(status.observedGeneration()).isEqualTo(7);
    assertThat(status.groupBindings()).isEqualTo(BINDINGS);
    assertThat(status.cluster()).isEqualTo(CLUSTER);
    assertThat(status.instanceMetadata()).isEqualTo(NAMESPACES);
    assertThat(status.nodes()).isEqualTo(NODES);
    assertThat(status.podSecurity()).isEqualTo(PODS);
    assertThat(status.leastPrivilege()).isEqualTo(ROLES);
    assertThat(status.everyNote())
        .containsExactly("Exempt: in 1", "DeadGroup: in 1 binding", "Note: pool a");
  }

  /** A section that is added to the status has a place in the factory too. */
  @Test
  void everySectionOfTheStatusCanBeAdded() {
    List<Class<?>> added =
        Stream.of(CLUSTER, ROLES, PODS, NODES, BINDINGS, NAMESPACES)
            .<Class<?>>map(Object::getClass)
            .toList();

    assertThat(SecurityBaselineStatus.class.getRecordComponents())
        .extracting(RecordComponent::getType)
        .filteredOn(type -> type.isRecord() && type != StatusSummary.class)
        .containsExactlyInAnyOrderElementsOf(added);
  }

  @Test
  void withoutSectionsThereAreNone() {
    SecurityBaselineStatus status = draft().status(7, Mode.OFF, "off", List.of());

    assertThat(status)
        .isEqualTo(
            new SecurityBaselineStatus(
                7L,
                new StatusSummary(Mode.OFF, null, null, null, null, null, "off"),
                List.of(),
                null,
                null,
                null,
                null,
                null,
                null));
    assertThat(status.everyNote()).isEmpty();
  }

  @Test
  void aSectionTwiceOrAnythingElseIsAMistake() {
    StatusDraft twice = draft(BINDINGS, BINDINGS);
    StatusDraft strange = draft(new Progress("namespaces", 1, 1));

    assertThatThrownBy(() -> twice.status(7, Mode.AUDIT, "", List.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("GroupBindingsStatus");
    assertThatThrownBy(() -> strange.status(7, Mode.AUDIT, "", List.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("Progress");
  }

  @Test
  void eachControlAddsItsPartOfTheSummary() {
    StatusDraft draft = draft();
    draft.summary(summary -> summary.withUserBindings(3));
    draft.summary(summary -> summary.withNodes(2, null));
    draft.summary(summary -> summary.withInstanceMetadata("5/7"));

    assertThat(draft.status(7, Mode.AUDIT, "found", List.of()).summary())
        .isEqualTo(new StatusSummary(Mode.AUDIT, "5/7", 3, 2, null, null, "found"));
  }

  private static StatusDraft draft(Record... sections) {
    StatusDraft draft = new StatusDraft(TrimLevel.FULL);
    List.of(sections).forEach(draft::section);
    return draft;
  }
}
