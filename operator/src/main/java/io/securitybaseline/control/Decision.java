package io.securitybaseline.control;

import io.securitybaseline.api.spec.Exemption;
import io.securitybaseline.control.Applicability.Audited;
import io.securitybaseline.control.Applicability.Enforced;
import io.securitybaseline.control.Applicability.Exempt;
import io.securitybaseline.control.Applicability.NotConcerned;
import io.securitybaseline.control.Applicability.OutsideRollout;
import io.securitybaseline.control.Applicability.Retained;
import io.securitybaseline.control.Applicability.Undetermined;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What becomes of a verdict once mode, exemptions and rollout are applied to it: they drop or
 * reverse changes and keep findings.
 *
 * @param state how the subject counts; empty where the control is not concerned with it
 * @param changes to be made now
 * @param planned how many changes Enforce would make that are not made now
 */
public record Decision(
    Optional<SubjectState> state, List<Finding> findings, List<Change> changes, int planned) {

  private static final String MATCHES_NOTHING =
      "spec.rollout.selector matches no namespace, so this one is only audited: correct the"
          + " selector";

  public Decision {
    findings = List.copyOf(findings);
    changes = List.copyOf(changes);
  }

  /** The decision on a subject. */
  public static Decision of(Applicability applicability, Verdict verdict) {
    return switch (applicability) {
      case NotConcerned _ -> cleanedUp(verdict);
      case Exempt(Exemption exemption, String subject) -> exempt(exemption, subject, verdict);
      case Enforced(Optional<Exemption> expired) -> enforced(expired, verdict);
      case Audited(Optional<Exemption> expired) -> audited(expired, verdict);
      case OutsideRollout(Optional<Exemption> expired, String why) ->
          outside(expired, verdict, why, verdict.cleanUp());
      // Where no object of the operator is in place, there is nothing to clean up either.
      case Retained(Optional<Exemption> expired) ->
          verdict.cleanUp().isEmpty()
              ? outside(expired, verdict, MATCHES_NOTHING, List.of())
              : enforced(expired, verdict);
      case Undetermined _ -> decision(SubjectState.PENDING, verdict.findings(), List.of(), 0);
    };
  }

  /** The decision that deletes every object of the operator and counts nothing. */
  public static Decision cleanedUp(Verdict verdict) {
    return new Decision(Optional.empty(), List.of(), verdict.cleanUp(), 0);
  }

  private static Decision exempt(Exemption exemption, String subject, Verdict verdict) {
    Finding finding =
        Finding.note(
            Reasons.EXEMPT,
            "exemption %s covers this %s until %s: %s (owner %s)"
                .formatted(
                    exemption.name(),
                    subject,
                    exemption.expiresOn(),
                    exemption.reason(),
                    exemption.owner()));
    return decision(SubjectState.EXEMPT, List.of(finding), verdict.cleanUp(), 0);
  }

  private static Decision enforced(Optional<Exemption> expired, Verdict verdict) {
    List<Finding> findings = findings(expired, verdict);
    if (!verdict.enforce().isEmpty()) {
      return decision(SubjectState.PENDING, findings, verdict.enforce(), 0);
    }
    return decision(evaluated(verdict), findings, List.of(), 0);
  }

  private static Decision audited(Optional<Exemption> expired, Verdict verdict) {
    return decision(
        evaluated(verdict),
        findings(expired, verdict),
        verdict.cleanUp(),
        verdict.enforce().size());
  }

  private static Decision outside(
      Optional<Exemption> expired, Verdict verdict, String why, List<Change> changes) {
    List<Finding> findings = findings(expired, verdict);
    if (verdict.compliance() == Compliance.COMPLIANT) {
      return decision(SubjectState.COMPLIANT, findings, changes, 0);
    }
    findings.addFirst(Finding.autoFixable(Reasons.PENDING, why));
    return decision(SubjectState.PENDING, findings, changes, verdict.enforce().size());
  }

  private static Decision decision(
      SubjectState state, List<Finding> findings, List<Change> changes, int planned) {
    return new Decision(Optional.of(state), findings, changes, planned);
  }

  private static SubjectState evaluated(Verdict verdict) {
    return switch (verdict.compliance()) {
      case COMPLIANT -> SubjectState.COMPLIANT;
      case UNKNOWN -> SubjectState.PENDING;
      case VIOLATING -> SubjectState.VIOLATING;
    };
  }

  private static List<Finding> findings(Optional<Exemption> expired, Verdict verdict) {
    List<Finding> findings = new ArrayList<>(verdict.findings());
    expired.ifPresent(exemption ->
        findings.add(
            Finding.violation(
                Reasons.EXPIRED,
                "exemption %s ended on %s and no longer applies: remove it or, with owner %s,"
                        .formatted(exemption.name(), exemption.expiresOn(), exemption.owner())
                    + " set a new date")));
    return findings;
  }
}
