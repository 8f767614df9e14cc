package io.securitybaseline.reconcile.pass;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import io.securitybaseline.control.SystemNamespaces;
import io.securitybaseline.kubernetes.Glob;
import io.securitybaseline.module.ControlModule;
import io.securitybaseline.module.ResourceReader;
import io.securitybaseline.module.Situation;
import io.securitybaseline.report.Progress;
import io.securitybaseline.report.Tally;
import io.securitybaseline.report.Unevaluated;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Counts the subjects of one control by the results of the passes over their scopes. */
final class ControlCount {

  private final ControlModule module;
  private final Situation situation;
  private final Ledger ledger;
  private final Tally.Collector subjects = new Tally.Collector();
  private final Unevaluated.Collector system = new Unevaluated.Collector();
  private final Unevaluated.Collector excluded = new Unevaluated.Collector();
  private int known;
  private int total;

  private ControlCount(ControlModule module, Situation situation, Ledger ledger) {
    this.module = module;
    this.situation = situation;
    this.ledger = ledger;
  }

  /** Counts everything that is not being deleted. */
  static ControlCount of(
      ControlModule module, Situation situation, Ledger ledger, ResourceReader resources) {
    ControlCount count = new ControlCount(module, situation, ledger);
    for (Class<? extends HasMetadata> kind : module.scopes()) {
      resources
          .all(kind)
          .filter(object -> !object.isMarkedForDeletion())
          .forEach(object -> count.add(object));
    }
    return count;
  }

  Tally tally() {
    return subjects.result();
  }

  /** How many scopes were evaluated with the present spec. */
  Progress progress() {
    return new Progress(module.scopes().isEmpty() ? "cluster settings" : kinds(), known, total);
  }

  Unevaluated.Kinds unevaluated() {
    return new Unevaluated.Kinds(system.result(), excluded.result());
  }

  private void add(HasMetadata object) {
    ScopedObject scoped = ScopedObject.of(object);
    total++;
    Optional<Ledger.Result> result =
        ledger
            .find(scoped.scope(), scoped.uid(), module.descriptor().id())
            .filter(found -> found.generation() == situation.generation());
    if (result.isPresent()) {
      known++;
      subjects.add(result.get().tally());
    }
    if (object instanceof Namespace) {
      add(scoped.name(), result);
    }
  }

  private void add(String namespace, Optional<Ledger.Result> result) {
    boolean withPods =
        result.filter(it -> it.tally().states().isEmpty() && it.withPods()).isPresent();
    if (SystemNamespaces.contains(namespace, situation.cluster().tigera())) {
      system.add(namespace, withPods);
    } else if (Glob.anyMatches(situation.baseline().spec().namespaces().exclude(), namespace)) {
      excluded.add(namespace, withPods);
    } else if (result.isEmpty() && module.countsNamespaces()) {
      subjects.addPending();
    }
  }

  /** Namespaces come first, such as {@code namespaces and ClusterRoleBindings}. */
  private String kinds() {
    List<Class<? extends HasMetadata>> kinds =
        module.scopes().stream()
            .sorted(
                Comparator.<Class<? extends HasMetadata>, Boolean>comparing(
                        kind -> kind != Namespace.class)
                    .thenComparing(Class::getSimpleName))
            .toList();
    return kinds.stream()
        .map(kind -> kind == Namespace.class ? "namespaces" : HasMetadata.getKind(kind) + "s")
        .collect(Collectors.joining(" and "));
  }
}
