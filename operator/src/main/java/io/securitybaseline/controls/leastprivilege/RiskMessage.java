package io.securitybaseline.controls.leastprivilege;

/** The message of a finding on a rule. */
final class RiskMessage {

  private RiskMessage() {}

  /**
   * What the rule leads to, and what to grant in its place.
   *
   * @param path from the subjects to the role
   */
  static String of(Risk risk, String path) {
    String remedy =
        NarrowerRule.of(risk)
            .map(narrower ->
                "grant only %s, or %s".formatted(Phrases.rule(narrower), risk.check().remedy()))
            .orElse(risk.check().remedy());
    return "%s → %s: this allows it to %s; %s"
        .formatted(path, Phrases.rule(risk.rule()), risk.check().leadsTo(), remedy);
  }
}
