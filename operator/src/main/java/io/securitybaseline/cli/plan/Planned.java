package io.securitybaseline.cli.plan;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.securitybaseline.control.Change;
import io.securitybaseline.control.ControlId;
import io.securitybaseline.control.Finding;
import io.securitybaseline.control.Verdict;
import java.util.List;
import java.util.stream.Stream;

/**
 * What there is to do about one object, or to know of it.
 *
 * @param namespace empty where there is none
 * @param action what Enforce does: the kind of change, {@code AtSource} where somebody else has to
 *     make it, or {@code None}
 * @param before how it is now, for a binding its subjects; empty where nothing is there yet
 * @param after how it would be
 * @param patch what to write where a binding comes from, as a JSON Patch (RFC 6902), which
 *     kustomize takes as it is; empty where it does not come from elsewhere
 */
record Planned(
    String control,
    String namespace,
    String object,
    String action,
    String reason,
    String message,
    List<Object> before,
    List<Object> after,
    List<Operation> patch) {

  /** One step of a JSON Patch. */
  record Operation(String op, String path, List<Object> value) {}

  static final String NONE = "None";
  static final String AT_SOURCE = "AtSource";

  Planned {
    before = List.copyOf(before);
    after = List.copyOf(after);
    patch = List.copyOf(patch);
  }

  /** What a verdict would have done, and what of it somebody else has to do. */
  static List<Planned> of(ControlId control, String namespace, Verdict verdict) {
    return Stream.concat(
            verdict.enforce().stream().map(change -> of(control, namespace, change)),
            verdict.findings().stream()
                .filter(Planner::matters)
                .filter(finding -> !finding.fixedByEnforce())
                .map(finding -> of(control, namespace, finding)))
        .toList();
  }

  private static Planned of(ControlId control, String namespace, Change change) {
    HasMetadata object = change.object();
    return new Planned(
        control.id(),
        namespace,
        object.getKind() + "/" + object.getMetadata().getName(),
        change.getClass().getSimpleName(),
        "",
        change.because(),
        List.of(),
        change instanceof Change.Delete ? List.of() : List.of(object),
        List.of());
  }

  private static Planned of(ControlId control, String namespace, Finding finding) {
    return new Planned(
        control.id(),
        namespace,
        namespace.isEmpty() ? "Cluster" : "Namespace/" + namespace,
        NONE,
        finding.reason(),
        finding.message(),
        List.of(),
        List.of(),
        List.of());
  }
}
