package io.securitybaseline.control;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.securitybaseline.control.Finding.Severity;
import io.securitybaseline.facts.Deletion;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * An object of ours whose deletion the API server has accepted, and that finalizers of others keep.
 * It takes effect and its name is taken until the last finalizer is removed. Finalizers of others
 * are never removed by the operator: they may protect something.
 */
public final class BlockedDeletion {

  private static final NameList FINALIZERS = new NameList(3, 60);

  private BlockedDeletion() {}

  /** What to report of it; nothing if no finalizer keeps the object. */
  public static Optional<Finding> finding(HasMetadata object, Severity severity) {
    return Deletion.blockers(object).isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Finding(
                Reasons.DELETION_BLOCKED,
                severity,
                "%s: remove %s with kubectl%s edit %s %s"
                    .formatted(
                        phrase(object),
                        Deletion.blockers(object).size() == 1 ? "it" : "them",
                        namespace(object),
                        object.getKind().toLowerCase(Locale.ROOT),
                        object.getMetadata().getName())));
  }

  /** {@code NetworkPolicy a is being deleted and is blocked by finalizer example.com/b}. */
  public static String phrase(HasMetadata object) {
    List<String> finalizers = Deletion.blockers(object);
    return "%s %s is being deleted and is blocked by %s"
        .formatted(
            object.getKind(),
            object.getMetadata().getName(),
            finalizers.isEmpty()
                ? "the API server"
                : (finalizers.size() == 1 ? "finalizer " : "finalizers ")
                    + FINALIZERS.sorted(finalizers));
  }

  private static String namespace(HasMetadata object) {
    return object.getMetadata().getNamespace() == null
        ? ""
        : " -n " + object.getMetadata().getNamespace();
  }
}
