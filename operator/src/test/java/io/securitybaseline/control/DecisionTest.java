package io.securitybaseline.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.securitybaseline.EverySeed;
import io.securitybaseline.Seeds;
import io.securitybaseline.api.spec.ExemptedControl;
import io.securitybaseline.api.spec.Exemption;
import io.securitybaseline.control.Applicability.Audited;
import io.securitybaseline.control.Applicability.Enforced;
import io.securitybaseline.control.Applicability.Exempt;
import io.securitybaseline.control.Applicability.NotConcerned;
import io.securitybaseline.control.Applicability.OutsideRollout;
import io.securitybaseline.control.Applicability.Retained;
import io.securitybaseline.control.Change.Create;
import io.securitybaseline.control.Change.Delete;
import io.securitybaseline.control.Change.Seen;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DecisionTest {
  private static final Change CREATE = new Create(new ConfigMap(), "is missing");
  private static final Change DELETE = new Delete(new ConfigMap(), new Seen("u", "1"), "withdrawn");
  private static final Exemption EXEMPTION =
      new Exemption(
          "legacy",
          ExemptedControl.INSTANCE_METADATA,
          List.of("shop"),
          List.of(),
          "moves in Q1",
          "pay@contoso.com",
          "2026-11-22");
  private static final Finding EXPIRED =
      Finding.violation(
          "Expired",
          "exemption legacy ended on 2026-11-22 and no longer applies: remove it or, with owner"
              + " pay@contoso.com, set a new date");

  @ParameterizedTest(name = "{0}, {1}, change needed {2}: {3}")
  @CsvSource({
    "Enforced, NOTE, false, COMPLIANT",
    "Enforced, UNKNOWN, false, PENDING",
    "Enforced, VIOLATION, false, VIOLATING",
    "Enforced, NOTE, true, PENDING",
    "Enforced, UNKNOWN, true, PENDING",
    "Enforced, VIOLATION, true, PENDING",
    "Audited, NOTE, false, COMPLIANT",
    "Audited, NOTE, true, COMPLIANT",
    "Audited, UNKNOWN, true, PENDING",
    "Audited, VIOLATION, true, VIOLATING",
    "OutsideRollout, NOTE, false, COMPLIANT",
    "OutsideRollout, UNKNOWN, true, PENDING",
    "OutsideRollout, VIOLATION, true, PENDING",
    "Retained, NOTE, false, COMPLIANT",
    "Retained, UNKNOWN, true, PENDING",
    "Retained, VIOLATION, true, PENDING",
  })
  void state(String applicability, Finding.Severity severity, boolean change, SubjectState state) {
    var verdict = verdict(severity, change ? List.of(CREATE) : List.of(), List.of());

    assertThat(Decision.of(applicability(applicability, false), verdict).state()).contains(state);
  }

  @ParameterizedTest(name = "{0}: changes {1}, planned {2}")
  @CsvSource({
    "Enforced, enforce, 0",
    "Audited, withdraw, 1",
    "OutsideRollout, withdraw, 1",
    "Retained, enforce, 0",
    "Exempt, withdraw, 0",
    "NotConcerned, withdraw, 0",
  })
  void changes(String applicability, String which, int planned) {
    var verdict = verdict(Finding.Severity.VIOLATION, List.of(CREATE), List.of(DELETE));

    var decision = Decision.of(applicability(applicability, false), verdict);

    assertThat(decision.changes()).containsExactly(which.equals("enforce") ? CREATE : DELETE);
    assertThat(decision.planned()).isEqualTo(planned);
  }

  @Test
  void anExemptNamespaceHasReasonExpiryAndOwner() {
    var decision =
        Decision.of(
            new Exempt(EXEMPTION),
            verdict(Finding.Severity.VIOLATION, List.of(CREATE), List.of(DELETE)));

    assertThat(decision)
        .isEqualTo(
            new Decision(
                Optional.of(SubjectState.EXEMPT),
                List.of(
                    Finding.note(
                        "Exempt",
                        "exemption legacy covers this namespace until 2026-11-22: moves in Q1"
                            + " (owner pay@contoso.com)")),
                List.of(DELETE),
                0));
  }

  @Test
  void whereTheControlIsNotConcernedNothingIsCounted() {
    var decision =
        Decision.of(
            new NotConcerned(),
            verdict(Finding.Severity.VIOLATION, List.of(CREATE), List.of(DELETE)));

    assertThat(decision).isEqualTo(new Decision(Optional.empty(), List.of(), List.of(DELETE), 0));
  }

  @Test
  void whereTheSelectorMatchesNothingAndNothingIsInPlaceNothingIsMade() {
    var decision =
        Decision.of(
            applicability("Retained", false),
            verdict(Finding.Severity.VIOLATION, List.of(CREATE), List.of()));

    assertThat(decision.changes()).isEmpty();
    assertThat(decision.planned()).isEqualTo(1);
    assertThat(decision.findings().getFirst().message())
        .isEqualTo(
            "spec.rollout.selector matches no namespace, so this one is only audited: correct the"
                + " selector");
  }

  @Test
  void outsideTheRolloutThatComesFirst() {
    var verdict = verdict(Finding.Severity.VIOLATION, List.of(CREATE), List.of());

    assertThat(Decision.of(applicability("OutsideRollout", false), verdict).findings())
        .extracting(Finding::reason)
        .containsExactly("Pending", "Found");
  }

  @ParameterizedTest
  @CsvSource({"Enforced", "Audited", "OutsideRollout", "Retained"})
  void expiredExemptionIsAFindingOfItsOwn(String applicability) {
    var verdict = verdict(Finding.Severity.NOTE, List.of(), List.of());

    var decision = Decision.of(applicability(applicability, true), verdict);

    assertThat(decision.findings()).contains(EXPIRED);
    assertThat(decision.state()).contains(SubjectState.COMPLIANT);
  }

  /** What Audit shows is what Enforce would do; and only Enforce makes what enforcing needs. */
  @EverySeed
  void auditPlansExactlyWhatEnforceDoes(long seed) {
    var random = Seeds.random(seed);
    List<Change> enforce = Collections.nCopies(random.nextInt(4), CREATE);
    List<Change> cleanUp = Collections.nCopies(random.nextInt(3), DELETE);
    var verdict = verdict(Seeds.oneOf(random, Finding.Severity.values()), enforce, cleanUp);
    boolean expired = random.nextBoolean();

    var enforced = Decision.of(applicability("Enforced", expired), verdict);
    var audited = Decision.of(applicability("Audited", expired), verdict);

    assertThat(audited.planned()).isEqualTo(enforced.changes().size());
    assertThat(audited.findings()).isEqualTo(enforced.findings());
    assertThat(enforced.changes()).isEqualTo(enforce);
    assertThat(audited.changes()).isEqualTo(cleanUp);
  }

  private static Applicability applicability(String name, boolean expired) {
    Optional<Exemption> exemption = expired ? Optional.of(EXEMPTION) : Optional.empty();
    return switch (name) {
      case "Enforced" -> new Enforced(exemption);
      case "Audited" -> new Audited(exemption);
      case "OutsideRollout" -> new OutsideRollout(exemption);
      case "Retained" -> new Retained(exemption);
      case "Exempt" -> new Exempt(EXEMPTION);
      default -> new NotConcerned();
    };
  }

  private static Verdict verdict(
      Finding.Severity severity, List<Change> enforce, List<Change> cleanUp) {
    return new Verdict(List.of(new Finding("Found", severity, "something")), enforce, cleanUp);
  }
}
