package io.securitybaseline.report;

import static io.securitybaseline.report.Samples.exposed;
import static io.securitybaseline.report.Samples.restricted;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.securitybaseline.api.SecurityBaseline;
import io.securitybaseline.api.spec.ClusterSpec;
import io.securitybaseline.api.spec.EntraIntegration;
import io.securitybaseline.api.spec.ExemptedControl;
import io.securitybaseline.api.spec.Exemption;
import io.securitybaseline.api.spec.GroupBindingsSpec;
import io.securitybaseline.api.spec.MembershipCheck;
import io.securitybaseline.api.spec.Mode;
import io.securitybaseline.api.spec.NodesSpec;
import io.securitybaseline.api.spec.PodSecurityLevel;
import io.securitybaseline.api.spec.PodSecuritySpec;
import io.securitybaseline.api.spec.Prevention;
import io.securitybaseline.api.spec.Reports;
import io.securitybaseline.api.spec.SecurityBaselineSpec;
import io.securitybaseline.api.spec.ServicePrincipals;
import io.securitybaseline.api.status.SecurityBaselineStatus;
import io.securitybaseline.control.Finding;
import io.securitybaseline.report.Samples.Group;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class BaselineEventsTest {
  private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");
  private static final SecurityBaselineStatus EVALUATING =
      status(new Progress("namespaces", 3, 10));
  private static final SecurityBaselineStatus GOOD = status(Samples.DONE, restricted(10));
  private static final SecurityBaselineStatus BAD = status(Samples.DONE, restricted(8), exposed(2));
  private static final SecurityBaselineStatus STUCK = status(Samples.DONE, Samples.failed(10));

  private final List<Event> sent = new ArrayList<>();
  private final BaselineEvents events = newEvents();

  @Test
  void theFirstVerdictIsReported() {
    events.publish(baseline("uid-1", null), EVALUATING);
    assertThat(sent).isEmpty();

    events.publish(baseline("uid-1", EVALUATING), BAD);

    assertThat(reported())
        .containsExactly(
            "Normal Evaluated Ready: all 10 namespaces were evaluated",
            "Warning ReopenedByPolicy InstanceMetadataRestricted: access to 169.254.169.254 is"
                + " blocked in 8 of 10 user namespaces; 2 exposed");
  }

  @Test
  void onlyFlipsAreReported() {
    events.publish(baseline("uid-1", null), BAD);
    sent.clear();

    events.publish(baseline("uid-1", BAD), status(Samples.DONE, restricted(7), exposed(3)));
    assertThat(sent).isEmpty();

    events.publish(baseline("uid-1", BAD), GOOD);
    assertThat(reasons()).containsExactly("AllRestricted");
  }

  @Test
  void anEvaluationInBetweenIsNoTransition() {
    events.publish(baseline("uid-1", null), BAD);
    sent.clear();

    events.publish(baseline("uid-1", BAD), EVALUATING);
    events.publish(baseline("uid-1", EVALUATING), BAD);

    assertThat(sent).isEmpty();
  }

  @Test
  void aRestartIsNoFlip() {
    newEvents().publish(baseline("uid-1", BAD), BAD);

    assertThat(sent).isEmpty();
  }

  @Test
  void whatFlippedWhileWeWereAwayIsReported() {
    newEvents().publish(baseline("uid-1", BAD), GOOD);

    assertThat(reasons()).containsExactly("AllRestricted");
  }

  @Test
  void gettingStuckIsReportedOnce() {
    events.publish(baseline("uid-1", GOOD), STUCK);
    events.publish(baseline("uid-1", STUCK), STUCK);

    assertThat(reasons()).containsExactly("Forbidden", "Forbidden");
    assertThat(sent).extracting(Event::getType).containsOnly("Warning");
    assertThat(sent.getFirst().getMessage()).startsWith("Ready: every change failed");
  }

  @Test
  void anotherBaselineOfTheSameNameIsAnotherStory() {
    events.publish(baseline("uid-1", null), BAD);
    sent.clear();

    events.publish(baseline("uid-2", null), BAD);

    assertThat(reasons()).containsExactly("Evaluated", "ReopenedByPolicy");
  }

  @Test
  void sectionsWithoutEffectAreNamedOnceAGeneration() {
    SecurityBaseline baseline = baseline("uid-1", null);
    baseline.setSpec(withoutEffect());

    events.unsupported(baseline);
    events.unsupported(baseline);

    assertThat(reported())
        .containsExactly(
            "Warning NotSupportedYet this version of the operator does not act on "
                + "spec.podSecurity: nothing is evaluated or changed for it");
    baseline.getMetadata().setGeneration(2L);
    events.unsupported(baseline);
    assertThat(sent).hasSize(2);
  }

  @Test
  void defaultsNeedNoAnnouncement() {
    events.unsupported(baseline("uid-1", null));

    assertThat(sent).isEmpty();
  }

  @Test
  void suspensionIsReported() {
    events.suspended(baseline("uid-1", null));

    assertThat(reported())
        .containsExactly(
            "Normal Suspended spec.suspend is true: nothing is changed and the last status stays");
  }

  @Test
  void suspensionIsReportedOnceUntilItIsOver() {
    events.suspended(baseline("uid-1", null));
    events.suspended(baseline("uid-1", null));
    assertThat(reasons()).containsExactly("Suspended");

    events.unsupported(baseline("uid-1", null));
    events.suspended(baseline("uid-1", null));
    assertThat(reasons()).containsExactly("Suspended", "Suspended");
  }

  @Test
  void aMistakeInTheSpecIsPublishedOnceUntilItIsCorrected() {
    Finding mistake = Finding.note("SelectorMatchesNothing", "matches none of 2");
    events.mistakes(baseline("uid-1", null), List.of(mistake, mistake));
    events.mistakes(
        baseline("uid-1", null),
        List.of(Finding.note("SelectorMatchesNothing", "matches none of 3")));
    assertThat(reported()).containsExactly("Warning SelectorMatchesNothing matches none of 2");

    events.mistakes(baseline("uid-1", null), List.of());
    events.mistakes(baseline("uid-1", null), List.of(mistake));
    assertThat(reasons()).containsExactly("SelectorMatchesNothing", "SelectorMatchesNothing");
  }

  @Test
  void aMistakeThatTheStoredStatusNamesWasPublishedByAnEarlierProcess() {
    Finding mistake = Finding.note("SelectorMatchesNothing", "matches none of 2");
    var status =
        StatusReport.of(
            1,
            Mode.ENFORCE,
            List.of(Samples.report(Mode.ENFORCE, List.of(mistake), restricted(2))),
            List.of(),
            NOW);

    events.mistakes(baseline("uid-1", status), List.of(mistake));

    assertThat(sent).isEmpty();
  }

  private BaselineEvents newEvents() {
    return new BaselineEvents(
        EnumSet.complementOf(EnumSet.of(ExemptedControl.POD_SECURITY)),
        new EventFactory("pod-1"),
        sent::add,
        Clock.fixed(NOW, ZoneOffset.UTC));
  }

  private List<String> reasons() {
    return sent.stream().map(Event::getReason).toList();
  }

  private List<String> reported() {
    return sent.stream()
        .map(event -> event.getType() + " " + event.getReason() + " " + event.getMessage())
        .toList();
  }

  private static SecurityBaselineStatus status(Progress progress, Group... groups) {
    return StatusReport.of(
        1, Mode.ENFORCE, List.of(Samples.report(progress, Mode.ENFORCE, groups)), List.of(), NOW);
  }

  private static SecurityBaseline baseline(String uid, @Nullable SecurityBaselineStatus status) {
    SecurityBaseline baseline = new SecurityBaseline();
    baseline.setMetadata(
        new ObjectMetaBuilder().withName("default").withUid(uid).withGeneration(1L).build());
    baseline.setSpec(SecurityBaselineSpec.defaults());
    baseline.setStatus(status);
    return baseline;
  }

  private static SecurityBaselineSpec withoutEffect() {
    var spec = SecurityBaselineSpec.defaults();
    return new SecurityBaselineSpec(
        spec.mode(),
        false,
        spec.deletionPolicy(),
        spec.namespaces(),
        spec.rollout(),
        List.of(
            new Exemption(
                "old-nodes", ExemptedControl.NODES, List.of(), List.of("p"), "", "", "2027-01-01")),
        spec.instanceMetadata(),
        new GroupBindingsSpec(
            Mode.AUDIT,
            List.of(),
            List.of(),
            ServicePrincipals.REPORT,
            EntraIntegration.AUTO,
            MembershipCheck.ASSUME,
            Prevention.OFF),
        new NodesSpec(null, 10, 90, 24),
        new ClusterSpec(Mode.AUDIT, null, 15, spec.cluster().require()),
        new PodSecuritySpec(Mode.AUDIT, PodSecurityLevel.BASELINE, "latest", false),
        spec.leastPrivilege(),
        Reports.POLICY_REPORT);
  }
}
