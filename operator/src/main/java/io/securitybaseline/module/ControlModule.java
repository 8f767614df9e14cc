package io.securitybaseline.module;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.securitybaseline.api.spec.Mode;
import io.securitybaseline.api.spec.RoleName;
import io.securitybaseline.api.spec.SecurityBaselineSpec;
import io.securitybaseline.api.status.SecurityBaselineStatus;
import io.securitybaseline.facts.watch.Watch;
import io.securitybaseline.kubernetes.NetworkEngine;
import io.securitybaseline.report.ControlReport;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Everything that the engine needs of a control. All methods are pure: the same input leads to the
 * same result, whatever its order; none sends a request, reads a clock or logs.
 */
public interface ControlModule {

  /** The names that users see. */
  ControlDescriptor descriptor();

  /** The control's own mode in the spec; null where that of the spec applies. */
  @Nullable Mode mode(SecurityBaselineSpec spec);

  /**
   * What the control reads of the cluster. A field that is not declared is not read from the wire,
   * and an update that changes no declared field starts no evaluation.
   */
  default List<Watch<?>> watches() {
    return List.of();
  }

  /**
   * Evaluates the control's subjects in the scope; empty where it has none there. It never sees the
   * mode: what Audit shows is exactly what Enforce would do.
   */
  Stream<Evaluation> evaluate(EvaluationInput input, Scope scope);

  /**
   * Evaluates what manifests have in the scope and a cluster does not evaluate by itself, such as a
   * role whose bindings are elsewhere.
   */
  default Stream<Evaluation> evaluateManifests(EvaluationInput input, Scope scope) {
    return Stream.empty();
  }

  /** Whether the control only reports, so that Enforce changes nothing. */
  default boolean reportsOnly() {
    return false;
  }

  /**
   * Stands for what evaluations in a namespace or of one object depend on outside of it, and that
   * is no part of the situation. When it changes, everything is evaluated again. It is computed at
   * every pass over the cluster, so it must be cheap.
   */
  default int sharedInput(ResourceReader resources) {
    return 0;
  }

  /** What is reported of the control as a whole. */
  ControlReport report(ReportInput input);

  /**
   * The objects in namespaces that the operator created for the control, of the baseline with the
   * uid. While the baseline is being deleted, it waits until none is left.
   */
  default Stream<? extends HasMetadata> ownObjects(ResourceReader resources, String uid) {
    return Stream.empty();
  }

  /**
   * The kinds of which the control evaluates each object by itself ({@link Scope.InNamespace} for
   * {@code Namespace}, else {@link Scope.OneObject}). Beside them it evaluates the cluster as a
   * whole.
   */
  default Set<Class<? extends HasMetadata>> scopes() {
    return Set.of();
  }

  /**
   * Whether a namespace is itself a subject of the control, so that one that was not evaluated yet
   * counts as pending. Else its subjects are objects in namespaces.
   */
  default boolean countsNamespaces() {
    return false;
  }

  /**
   * The network policy engine that the stored status names as established: it outlives the process,
   * and what is uncertain stays as it was in it.
   */
  default Optional<NetworkEngine> establishedEngine(
      SecurityBaselineSpec spec, SecurityBaselineStatus status) {
    return Optional.empty();
  }

  /** The reasons of notes that matter before Enforce, so that a plan shows them. */
  default Set<String> notesBeforeEnforce() {
    return Set.of();
  }

  /**
   * What the stored status has of removals of the operator's annotation: it outlives the process.
   */
  default List<AnnotationRemoval> annotationRemovals(SecurityBaselineStatus status) {
    return List.of();
  }

  /** The roles that the operator needs the permission to bind. */
  default Set<RoleName> boundRoles(SecurityBaselineSpec spec) {
    return Set.of();
  }
}
