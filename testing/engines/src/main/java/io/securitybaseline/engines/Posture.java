package io.securitybaseline.engines;

import java.util.List;

/**
 * What the baseline says at a step.
 *
 * @param engine spec.instanceMetadata.engine
 * @param allowed the values of the label {@code needs-imds} that let a pod use the address
 * @param team the value of the namespaces' label {@code team} that the rollout selects, or empty
 */
record Posture(String mode, String engine, List<String> allowed, String team) {

  private static final String AUDIT = "Audit";
  private static final String ENFORCE = "Enforce";

  Posture {
    allowed = List.copyOf(allowed);
  }

  static Posture audit(String engine) {
    return new Posture(AUDIT, engine, List.of("true"), "");
  }

  static Posture enforce(String engine) {
    return new Posture(ENFORCE, engine, List.of("true"), "");
  }

  Posture withAllowed(String... values) {
    return new Posture(mode, engine, List.of(values), team);
  }

  Posture withEngine(String other) {
    return new Posture(mode, other, allowed, team);
  }

  Posture withRollout(String selected) {
    return new Posture(mode, engine, allowed, selected);
  }

  boolean isAudit() {
    return mode.equals(AUDIT);
  }

  /** The baseline; InstanceMetadata is its only control. */
  String baseline() {
    return """
    apiVersion: %s
    kind: SecurityBaseline
    metadata: {name: default}
    spec:
      mode: %s
      rollout: {%s}
      namespaces: {exclude: [default, lab-*]}
      cluster: {mode: "Off"}
      groupBindings: {mode: "Off"}
      nodes: {mode: "Off"}
      instanceMetadata:
        engine: %s
        allowedPods: {key: %s, values: ["%s"]}
    """
        .formatted(
            Operator.API,
            mode,
            team.isEmpty() ? "" : "selector: {matchLabels: {team: " + team + "}}",
            engine,
            ScenarioPods.ALLOWED_KEY,
            String.join("\", \"", allowed));
  }
}
