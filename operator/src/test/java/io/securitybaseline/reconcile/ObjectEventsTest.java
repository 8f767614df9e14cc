package io.securitybaseline.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.rbac.RoleBindingBuilder;
import io.securitybaseline.control.Change;
import io.securitybaseline.control.Finding;
import io.securitybaseline.report.EventFactory;
import io.securitybaseline.report.TenantFinding;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** When the people of a namespace get an event. */
class ObjectEventsTest {

  private static final Namespace SHOP =
      new NamespaceBuilder()
          .withNewMetadata()
          .withName("shop")
          .withUid("uid")
          .endMetadata()
          .build();
  private static final TenantFinding REOPENED =
      whole(Finding.violation("ReopenedByPolicy", "NetworkPolicy allow-all allows it for 14 pods"));
  private static final TenantFinding HOST =
      whole(Finding.violation("HostNetwork", "1 pod is on the host"));

  private final List<Event> sent = new ArrayList<>();
  private final ObjectEvents events =
      new ObjectEvents(new EventFactory("pod-1"), sent::add, Fixtures.CLOCK);

  @Test
  void whatBeginsIsReported() {
    events.found(SHOP, List.of(), List.of(REOPENED));

    assertThat(reported())
        .containsExactly("Warning ReopenedByPolicy NetworkPolicy allow-all allows it for 14 pods");
  }

  @Test
  void whatGoesOnIsNotReportedAgain() {
    events.found(SHOP, List.of(REOPENED), List.of(REOPENED));
    events.found(
        SHOP,
        List.of(REOPENED),
        List.of(whole(Finding.violation("ReopenedByPolicy", "for 15 pods"))));

    assertThat(sent).isEmpty();
  }

  @Test
  void anotherReasonIsReportedAndAnEndToo() {
    events.found(SHOP, List.of(REOPENED), List.of(HOST));
    events.found(SHOP, List.of(HOST), List.of());

    assertThat(reported())
        .containsExactly(
            "Warning HostNetwork 1 pod is on the host",
            "Normal Resolved HostNetwork no longer applies");
  }

  @Test
  void ofManyObjectsInANamespaceAFewAreNamed() {
    List<TenantFinding> many =
        Stream.of("a", "b", "c", "d").map(ObjectEventsTest::binding).toList();

    events.found(SHOP, List.of(binding("a")), many);

    assertThat(reported())
        .containsExactly(
            "Warning OwnedElsewhere RoleBinding b: change it at its source",
            "Warning OwnedElsewhere RoleBinding c: change it at its source",
            "Warning OwnedElsewhere RoleBinding d: change it at its source");
    sent.clear();
    events.found(SHOP, List.of(), many);
    assertThat(sent).hasSize(3);
  }

  @Test
  void replacedSubjectsAreReported() {
    var binding =
        new RoleBindingBuilder()
            .withNewMetadata()
            .withNamespace("shop")
            .withName("web")
            .endMetadata()
            .build();

    events.applied(
        SHOP,
        new Change.SwapSubjects(binding, new Change.Seen("u", "1"), "group g replaces 1 user"));
    events.applied(SHOP, new Change.Create(binding, "is missing"));

    assertThat(reported())
        .containsExactly("Normal SubjectsReplaced RoleBinding web: group g replaces 1 user");
  }

  private List<String> reported() {
    return sent.stream()
        .map(event -> event.getType() + " " + event.getReason() + " " + event.getMessage())
        .toList();
  }

  private static TenantFinding whole(Finding finding) {
    return new TenantFinding(TenantFinding.WHOLE, finding);
  }

  private static TenantFinding binding(String name) {
    return new TenantFinding(
        "RoleBinding " + name, Finding.violation("OwnedElsewhere", "change it at its source"));
  }
}
