package io.securitybaseline.controls.podsecurity;

import io.fabric8.kubernetes.api.model.PodSpec;
import io.securitybaseline.api.spec.PodSecurityLevel;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What the standards find in a pod, for all levels and versions. It is computed when a pod or a
 * template enters the cache, and replaces the fields that it follows from; equal ones are shared.
 *
 * @param violations in the order of the controls
 */
record PodVerdict(List<Violation> violations) {

  /** Of a pod without violations, and of an object that has no pod of its own. */
  static final PodVerdict NONE = new PodVerdict(List.of());

  private static final long OBJECT = 64;

  PodVerdict {
    violations = List.copyOf(violations);
  }

  /** The verdict on a pod, or on the template of one. */
  static PodVerdict of(Map<String, String> annotations, PodSpec spec) {
    PodView pod = PodView.of(annotations, spec);
    List<Violation> found = new ArrayList<>();
    for (StandardControl control : StandardControl.values()) {
      evaluate(control, pod, found);
    }
    return found.isEmpty() ? NONE : new PodVerdict(found);
  }

  private static void evaluate(StandardControl control, PodView pod, List<Violation> found) {
    List<Revision> revisions = control.revisions();
    for (int i = 0; i < revisions.size(); i++) {
      Fixes fixes = new Fixes();
      revisions.get(i).rule().accept(pod, fixes);
      if (!fixes.isEmpty()) {
        int until = i + 1 < revisions.size() ? revisions.get(i + 1).since() : Integer.MAX_VALUE;
        add(
            new Violation(control, revisions.get(i).since(), until, fixes.first(), fixes.more()),
            found);
      }
    }
  }

  private static void add(Violation violation, List<Violation> found) {
    if (!found.isEmpty() && violation.continues(found.getLast())) {
      found.set(found.size() - 1, found.getLast().until(violation.until()));
    } else {
      found.add(violation);
    }
  }

  /**
   * What the API server rejects the pod for.
   *
   * @param minor the version of the standards
   */
  Stream<Violation> of(PodSecurityLevel level, int minor) {
    return violations.stream()
        .filter(each -> each.isIn(minor) && each.control().appliesTo(level, minor));
  }

  /** The violations of some controls, whether a level has them or not. */
  Stream<Violation> in(int minor) {
    return violations.stream().filter(each -> each.isIn(minor));
  }

  /** About how many bytes of memory it takes. */
  long bytes() {
    long bytes = violations.isEmpty() ? 0 : OBJECT;
    for (Violation each : violations) {
      bytes += each.bytes();
    }
    return bytes;
  }
}
