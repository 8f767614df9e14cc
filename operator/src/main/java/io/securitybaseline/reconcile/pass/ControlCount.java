package io.securitybaseline.reconcile.pass;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import io.securitybaseline.control.ControlId;
import io.securitybaseline.control.SystemNamespaces;
import io.securitybaseline.kubernetes.Glob;
import io.securitybaseline.module.ControlModule;
import io.securitybaseline.module.ResourceReader;
import io.securitybaseline.module.Situation;
import io.securitybaseline.report.Progress;
import io.securitybaseline.report.Tally;
import io.securitybaseline.report.Unevaluated;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Counts the subjects of one control by the results of the passes over their scopes. */
final class ControlCount {

  private final ControlModule module;
  private final Situation situation;
  private final Tally.Collector subjects = new Tally.Collector();
  private final Unevaluated.Collector system = new Unevaluated.Collector();
  private final Unevaluated.Collector excluded = new Unevaluated.Collector();
  private int known;
  private int total;

  private ControlCount(ControlModule module, Situation situation) {
    this.module = module;
    this.situation = situation;
  }

  /** Which namespaces are evaluated. */
  private enum Place {
    SYSTEM,
    EXCLUDED,
    EVALUATED,
    /** A cluster-scoped object is in none. */
    NO_NAMESPACE
  }

  /** Counts everything that is not being deleted, for all controls at once. */
  static Map<ControlId, ControlCount> of(
      List<ControlModule> modules, Situation situation, Ledger ledger, ResourceReader resources) {
    Map<ControlId, ControlCount> counts = new HashMap<>();
    Map<Class<? extends HasMetadata>, List<ControlCount>> byKind = new HashMap<>();
    for (ControlModule module : modules) {
      ControlCount count = new ControlCount(module, situation);
      counts.put(module.descriptor().id(), count);
      module
          .scopes()
          .forEach(kind -> byKind.computeIfAbsent(kind, _ -> new ArrayList<>()).add(count));
    }
    byKind.forEach((kind, ofKind) ->
        resources
            .all(kind)
            .filter(object -> !object.isMarkedForDeletion())
            .forEach(object -> add(object, ofKind, situation, ledger)));
    return counts;
  }

  private static void add(
      HasMetadata object, List<ControlCount> counts, Situation situation, Ledger ledger) {
    ScopedObject scoped = ScopedObject.of(object);
    Map<ControlId, Ledger.Result> results = ledger.results(scoped.scope(), scoped.uid());
    Place place =
        object instanceof Namespace ? place(scoped.name(), situation) : Place.NO_NAMESPACE;
    for (ControlCount count : counts) {
      count.add(scoped.name(), place, results.get(count.module.descriptor().id()));
    }
  }

  private static Place place(String namespace, Situation situation) {
    if (SystemNamespaces.contains(namespace, situation.cluster().tigera())) {
      return Place.SYSTEM;
    }
    return Glob.anyMatches(situation.baseline().spec().namespaces().exclude(), namespace)
        ? Place.EXCLUDED
        : Place.EVALUATED;
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

  private void add(String name, Place place, Ledger.@Nullable Result last) {
    Ledger.Result result =
        last != null && last.generation() == situation.generation() ? last : null;
    total++;
    if (result != null) {
      known++;
      subjects.add(result.tally());
    }
    boolean withPods = result != null && result.withPods() && result.tally().states().isEmpty();
    switch (place) {
      case SYSTEM -> system.add(name, withPods);
      case EXCLUDED -> excluded.add(name, withPods);
      case EVALUATED -> {
        if (result == null && module.countsNamespaces()) {
          subjects.addPending();
        }
      }
      case NO_NAMESPACE -> {
        // It does not count until it is evaluated.
      }
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
