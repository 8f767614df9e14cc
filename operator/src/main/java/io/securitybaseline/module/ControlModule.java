package io.securitybaseline.module;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.securitybaseline.api.spec.Mode;
import io.securitybaseline.api.spec.RoleName;
import io.securitybaseline.api.spec.SecurityBaselineSpec;
import io.securitybaseline.api.status.SecurityBaselineStatus;
import io.securitybaseline.facts.ClusterSnapshot.DetectedEngine;
import io.securitybaseline.facts.watch.Watch;
import io.securitybaseline.report.ControlReport;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Everything that the engine needs to know about a control. All methods are pure: the same input
 * leads to the same result, whatever its order; none sends a request, reads a clock or logs.
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

  /** The counters of the control that are a metric; empty where there are none. */
  default Optional<Counters> counters() {
    return Optional.empty();
  }

  /**
   * The counters of a control as a metric.
   *
   * @param metric the name of the gauge, without the prefix of all metrics
   * @param names the counters, {@link Evaluation.Traits#counters}; each is a value of the label
   *     {@code state}
   */
  record Counters(String metric, List<String> names) {

    public Counters {
      names = List.copyOf(names);
    }
  }

  /** Creates what publishes results beside the status; called once. */
  default Publisher publisher(Publisher.Channels channels) {
    return Publisher.NONE;
  }

  /**
   * The network policy engine that the stored status names as established: it outlives the process,
   * and what is in doubt stays as it was in it.
   */
  default Optional<DetectedEngine> establishedEngine(
      SecurityBaselineSpec spec, SecurityBaselineStatus status) {
    return Optional.empty();
  }

  /** The roles of which the operator has to know whether it may bind them. */
  default Set<RoleName> boundRoles(SecurityBaselineSpec spec) {
    return Set.of();
  }
}
