package io.securitybaseline.reconcile;

import io.securitybaseline.control.ControlId;
import io.securitybaseline.control.SystemNamespaces;
import io.securitybaseline.kubernetes.Glob;
import io.securitybaseline.module.Situation;
import io.securitybaseline.report.Ledger;
import io.securitybaseline.report.Progress;
import io.securitybaseline.report.RollUp;
import io.securitybaseline.report.Unevaluated;
import java.util.Optional;

/** Counts the namespaces of the cluster by what the ledger has of them. */
final class NamespaceCount {

  private final Situation situation;
  private final RollUp.Collector evaluated;
  private final Unevaluated.Collector system = new Unevaluated.Collector();
  private final Unevaluated.Collector excluded = new Unevaluated.Collector();
  private int known;
  private int total;

  NamespaceCount(ControlId control, Situation situation) {
    this.situation = situation;
    this.evaluated = new RollUp.Collector(control);
  }

  /** Adds a namespace that is not being deleted, with its entry if it has one. */
  void add(String name, Optional<Ledger.Entry> anyEntry) {
    total++;
    Optional<Ledger.Entry> entry =
        anyEntry.filter(found -> found.generation() == situation.generation());
    if (entry.isPresent()) {
      known++;
      evaluated.add(name, entry.get());
    }
    boolean pods = entry.filter(Ledger.Entry::unevaluatedPods).isPresent();
    if (SystemNamespaces.contains(name, situation.cluster().tigera())) {
      system.add(name, pods);
    } else if (Glob.anyMatches(situation.baseline().spec().namespaces().exclude(), name)) {
      excluded.add(name, pods);
    } else if (entry.isEmpty()) {
      evaluated.addUnseen();
    }
  }

  RollUp rollUp() {
    return evaluated.result();
  }

  Progress progress() {
    return new Progress("namespaces", known, total);
  }

  Unevaluated.Kinds unevaluated() {
    return new Unevaluated.Kinds(system.result(), excluded.result());
  }
}
