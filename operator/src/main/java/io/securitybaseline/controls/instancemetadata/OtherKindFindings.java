package io.securitybaseline.controls.instancemetadata;

import io.securitybaseline.control.Finding;
import io.securitybaseline.control.Finding.Severity;
import io.securitybaseline.control.NameList;
import io.securitybaseline.controls.instancemetadata.otherkinds.Lift;
import io.securitybaseline.facts.otherkinds.Match;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;

/** The findings on policies of other kinds than NetworkPolicy. */
final class OtherKindFindings {

  private static final String SETTINGS = "spec.instanceMetadata.";

  /** Of kinds and names together. */
  private static final NameList NAMES = new NameList(2, 75);

  private final Exposure exposure;
  private final List<Finding> findings = new ArrayList<>();

  private OtherKindFindings(Exposure exposure) {
    this.exposure = exposure;
  }

  /**
   * The findings.
   *
   * @param lifts the policies because of which the operator holds back
   * @param changes whether Enforce would change anything in spite of them
   */
  static List<Finding> of(Exposure exposure, List<Lift> lifts, boolean changes) {
    OtherKindFindings findings = new OtherKindFindings(exposure);
    findings.ofPods();
    if (!lifts.isEmpty()) {
      findings.findings.add(findings.ofLifts(lifts, changes));
    }
    return findings.findings;
  }

  private void ofPods() {
    if (is(PodExposure.OPENED_BY_OTHER_KIND)) {
      findings.add(
          Finding.violation(
              Reasons.REOPENED_BY_POLICY,
              Phrases.bounded(
                  "%s 169.254.169.254 for %s, which no NetworkPolicy can block: %s, or list the pods in %sallowedPods"
                      .formatted(
                          policies(PodExposure.OPENED_BY_OTHER_KIND, "allow"),
                          exposure.count(PodExposure.OPENED_BY_OTHER_KIND),
                          fix(exposure.policies(PodExposure.OPENED_BY_OTHER_KIND)),
                          SETTINGS))));
    }
    if (is(PodExposure.UNCERTAIN_BY_OTHER_KIND)) {
      findings.add(
          Finding.unknown(
              Reasons.REACH_UNKNOWN,
              Phrases.bounded(
                  "Unknown whether %s can reach 169.254.169.254, because not everything about %s could be evaluated: simplify its selectors and rules, or deny the address in an earlier rule"
                      .formatted(
                          exposure.count(PodExposure.UNCERTAIN_BY_OTHER_KIND),
                          NAMES.sorted(exposure.policies(PodExposure.UNCERTAIN_BY_OTHER_KIND))))));
    }
    ofBlockedPods();
  }

  private void ofBlockedPods() {
    if (is(PodExposure.BLOCKED_BY_OTHER_KIND)) {
      findings.add(
          Finding.note(
              Reasons.ALREADY_ISOLATED,
              Phrases.bounded(
                  "%s 169.254.169.254 for %s"
                      .formatted(
                          policies(PodExposure.BLOCKED_BY_OTHER_KIND, "already block"),
                          exposure.count(PodExposure.BLOCKED_BY_OTHER_KIND)))));
    }
  }

  private static String fix(SortedSet<String> names) {
    return names.stream().anyMatch(name -> name.contains("NetworkSet "))
        ? "remove the address from the set"
        : "deny the address in an earlier rule";
  }

  private Finding ofLifts(List<Lift> lifts, boolean changes) {
    List<String> names = lifts.stream().map(Lift::policy).distinct().toList();
    Match blocked = lifts.stream().map(Lift::blocks).reduce(Match.YES, Match::and);
    String held =
        "%s %s traffic that the operator's NetworkPolicy would allow, so none is applied to the pods that %s"
            .formatted(
                NAMES.sorted(names),
                names.size() == 1 ? "blocks" : "block",
                names.size() == 1 ? "it selects" : "they select");
    Severity severity = severity(blocked, changes);
    return new Finding(
        Reasons.WOULD_LIFT_DENY,
        severity,
        Phrases.bounded(
            severity == Severity.NOTE
                ? held + ": no action is needed"
                : "%s, and 169.254.169.254 %s not blocked for them: deny it there, or set %sallowLiftingDeny"
                    .formatted(held, severity == Severity.VIOLATION ? "is" : "may be", SETTINGS)));
  }

  /** Of pods that exist it is known how they stand to the address; of others it follows. */
  private Severity severity(Match blocked, boolean changes) {
    if (blocked == Match.YES) {
      return Severity.NOTE;
    }
    if (blocked == Match.NO || (is(PodExposure.UNRESTRICTED) && !changes)) {
      return Severity.VIOLATION;
    }
    return exposure.origins().isEmpty() ? Severity.UNKNOWN : Severity.NOTE;
  }

  private String policies(PodExposure state, String verb) {
    SortedSet<String> names = exposure.policies(state);
    return "%s %s%s".formatted(NAMES.sorted(names), verb, names.size() == 1 ? "s" : "");
  }

  private boolean is(PodExposure state) {
    return !exposure.in(state).isEmpty();
  }
}
