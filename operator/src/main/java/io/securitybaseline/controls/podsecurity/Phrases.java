package io.securitybaseline.controls.podsecurity;

import io.securitybaseline.controls.podsecurity.Workload.Shape;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Clauses of the messages of findings. */
final class Phrases {

  /** From Kubernetes 1.25 on, these do not apply to pods that declare that they run on Windows. */
  private static final Set<StandardControl> NOT_FOR_WINDOWS =
      EnumSet.of(
          StandardControl.ALLOW_PRIVILEGE_ESCALATION,
          StandardControl.CAPABILITIES_RESTRICTED,
          StandardControl.SECCOMP_RESTRICTED);

  private static final Fix DECLARE_WINDOWS = Fix.set("spec.os.name", "windows");

  private Phrases() {}

  /** What to change about a pod, so that it does not violate the control any more. */
  static String fix(Shape shape, Violation violation) {
    if (shape.windows() && NOT_FOR_WINDOWS.contains(violation.control())) {
      return DECLARE_WINDOWS.at(shape.template());
    }
    List<Fix> fixes = violation.fixes();
    String first =
        fixes.stream().map(fix -> fix.at(shape.template())).collect(Collectors.joining(", "));
    return violation.more() == 0 ? first : "%s and %,d more".formatted(first, violation.more());
  }
}
