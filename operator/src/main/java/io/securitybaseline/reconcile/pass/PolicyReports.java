package io.securitybaseline.reconcile.pass;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import io.securitybaseline.control.SystemNamespaces;
import io.securitybaseline.module.Situation;
import io.securitybaseline.report.ReportedSubject;
import io.securitybaseline.report.policy.PolicyReport;
import io.securitybaseline.report.policy.PolicyReport.Place;
import io.securitybaseline.report.policy.ReportContent;
import io.securitybaseline.report.policy.ReportKind;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * Keeps the policy reports as the findings are: one for each user namespace, and one for everything
 * else. A report is made right after the pass that found its content, so that no finding of a
 * namespace is kept in memory; what is not in a user namespace is, for the report of the cluster.
 */
public final class PolicyReports {

  private static final String BY_SPEC = "reports the findings as spec.reports asks for";

  private final StoredReports stored;
  private final ReportWrites writes;

  /** What was found outside user namespaces, by the scope. */
  private final Map<Object, List<ReportedSubject>> elsewhere = new ConcurrentHashMap<>();

  private volatile boolean open;

  public PolicyReports(StoredReports stored, ReportWrites writes) {
    this.stored = stored;
    this.writes = writes;
  }

  /**
   * Whether reports are written. That is so once everything was evaluated after a start: what is
   * found before may be uncertain for a moment only, and would be written twice.
   */
  public boolean isOpen() {
    return open;
  }

  /** From now on, reports are written; those of all namespaces are due. */
  public void open() {
    open = true;
  }

  /** Whether the spec asks for reports; without, no namespace is due when they are open. */
  public static boolean areWanted(Situation situation) {
    return wanted(situation).isPresent();
  }

  /** Writes or removes the report of a namespace; of a system namespace, there is none. */
  public PassResult over(Namespace namespace, Revision revision, PassResult pass) {
    Optional<List<ReportedSubject>> subjects = pass.subjects();
    if (subjects.isEmpty()) {
      return pass;
    }
    String name = namespace.getMetadata().getName();
    boolean isSystem = SystemNamespaces.contains(name, revision.situation().cluster().tigera());
    List<ReportedSubject> here = isSystem ? List.of() : subjects.get();
    boolean changed = keep(namespace, revision, isSystem ? subjects.get() : List.of());
    Place place = new Place(name, namespace.getMetadata().getUid());
    return pass.and(written(place, revision, here)).and(new PassResult(changed, Optional.empty()));
  }

  /** Keeps what was found on a cluster-scoped object for the report of the cluster. */
  public PassResult over(HasMetadata object, Revision revision, PassResult pass) {
    return pass.subjects()
        .map(subjects ->
            pass.and(new PassResult(keep(object, revision, subjects), Optional.empty())))
        .orElse(pass);
  }

  /** The object is gone or being deleted; its report goes with it. */
  public void forget(HasMetadata object) {
    elsewhere.remove(ScopedObject.of(object).scope());
    writes.forget(object.getMetadata().getName());
  }

  /** Writes or removes the report of the cluster. */
  public PassResult overCluster(Revision revision, Collection<ReportedSubject> subjects) {
    List<ReportedSubject> all =
        Stream.concat(subjects.stream(), elsewhere.values().stream().flatMap(List::stream))
            .toList();
    return written(Place.CLUSTER, revision, all);
  }

  /** What the status reports of them. */
  public ReportsReport report(Situation situation) {
    return ReportsReport.of(situation.baseline().spec().reports(), stored, writes, open);
  }

  /** Removes what is left while the baseline is being deleted. */
  public CleanupProgress cleanUp(Revision revision) {
    overCluster(revision, List.of());
    boolean complete = true;
    for (ReportKind kind : ReportKind.values()) {
      complete &=
          switch (stored.knowledge(kind)) {
            case NOT_SERVED, NONE -> true;
            case READING -> false;
            case FAILED -> true;
            case KNOWN -> stored.places(kind).allMatch(place -> writes.isGivenUp(kind, place));
          };
    }
    return new CleanupProgress(complete, complete ? writes.leftBehind() : List.of());
  }

  /** The baseline was deleted. */
  public void forget() {
    open = false;
    elsewhere.clear();
    writes.forget();
  }

  /** The kind that the spec asks for. */
  private static Optional<ReportKind> wanted(Situation situation) {
    return situation.phase() == Situation.Phase.ACTIVE
        ? ReportKind.of(situation.baseline().spec().reports())
        : Optional.empty();
  }

  private boolean keep(HasMetadata object, Revision revision, List<ReportedSubject> subjects) {
    Object scope = ScopedObject.of(object).scope();
    List<ReportedSubject> before =
        subjects.isEmpty() || wanted(revision.situation()).isEmpty()
            ? elsewhere.remove(scope)
            : elsewhere.put(scope, subjects);
    return !(before == null ? List.of() : before).equals(elsewhere.getOrDefault(scope, List.of()));
  }

  private PassResult written(Place place, Revision revision, List<ReportedSubject> subjects) {
    Optional<ReportKind> wanted = wanted(revision.situation());
    Optional<Duration> again = Optional.empty();
    int failing = writes.failing();
    for (ReportKind kind : ReportKind.values()) {
      boolean isWanted = wanted.filter(kind::equals).isPresent();
      if (stored.knowledge(kind) != StoredReports.Knowledge.KNOWN || (isWanted && !open)) {
        continue;
      }
      Optional<GenericKubernetesResource> report =
          isWanted && !subjects.isEmpty()
              ? Optional.of(report(kind, place, revision, subjects))
              : Optional.empty();
      again =
          Stream.of(again, writes.write(kind, place, report, BY_SPEC))
              .flatMap(Optional::stream)
              .min(Duration::compareTo);
    }
    return new PassResult(failing != writes.failing(), again);
  }

  private static GenericKubernetesResource report(
      ReportKind kind, Place place, Revision revision, List<ReportedSubject> subjects) {
    return PolicyReport.of(
        kind, place, ReportContent.of(subjects), revision.situation().baseline().uid());
  }
}
