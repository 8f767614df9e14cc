package io.securitybaseline.cli.rollback;

import io.securitybaseline.api.SecurityBaseline;
import io.securitybaseline.api.spec.Mode;
import io.securitybaseline.apply.ClusterWriter;
import io.securitybaseline.apply.Outcome;
import io.securitybaseline.control.Applicability;
import io.securitybaseline.control.Applicability.Enforced;
import io.securitybaseline.control.Baseline;
import io.securitybaseline.control.Change.SwapSubjects;
import io.securitybaseline.control.Namespaced;
import io.securitybaseline.control.Ownership;
import io.securitybaseline.controls.groupbindings.Administrators;
import io.securitybaseline.controls.groupbindings.BindingApplicability;
import io.securitybaseline.controls.groupbindings.GroupBindingsControl;
import io.securitybaseline.controls.groupbindings.GroupBindingsModule;
import io.securitybaseline.controls.groupbindings.RollbackPlan;
import io.securitybaseline.facts.AccessSnapshot;
import io.securitybaseline.facts.AccessSnapshot.Entra;
import io.securitybaseline.facts.Binding;
import io.securitybaseline.facts.BindingSnapshot;
import io.securitybaseline.module.Modes;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Takes takeovers back, binding by binding, so that one that fails does not keep the others. */
final class Rollback {

  /** Others may write to a binding between our look at it and our swap. */
  private static final int TRIES = 5;

  private final Bindings bindings;
  private final ClusterWriter cluster;
  private final RollbackPlan.Terms terms;

  Rollback(Bindings bindings, ClusterWriter cluster, RollbackPlan.Terms terms) {
    this.bindings = bindings;
    this.cluster = cluster;
    this.terms = terms;
  }

  /**
   * Why it makes no sense: the baseline would replace the same users again at once.
   *
   * @param namespaces a namespace by its name
   * @param today the day, UTC, on which exemptions are judged
   */
  Optional<String> refusal(
      SecurityBaseline object, Function<String, Namespaced> namespaces, LocalDate today) {
    if (object.isMarkedForDeletion() || object.getSpec().suspend()) {
      return Optional.empty();
    }
    Baseline baseline = new Baseline(object.getMetadata().getUid(), object.getSpec());
    return bindings.recorded().stream()
        .filter(binding -> applicability(baseline, binding, namespaces, today) instanceof Enforced)
        .filter(binding -> wouldReturn(binding, baseline))
        .findFirst()
        .map(binding ->
            "SecurityBaseline default would replace the users of %s again immediately: set spec.groupBindings.mode to Audit or spec.suspend to true%s"
                .formatted(
                    named(binding),
                    binding.isClusterWide()
                        ? ""
                        : ", or add an exemption from GroupBindings for namespace "
                            + binding.namespace()));
  }

  /** Says what would be done; answers whether nothing would be left. */
  boolean preview(Report report) {
    boolean complete = true;
    for (Binding binding : recorded(report)) {
      complete &=
          restoration(binding, report).map(it -> tell(binding, it, report, "would ")).orElse(false);
    }
    return complete;
  }

  /** Does it; answers whether nothing is left. */
  boolean run(Report report) {
    boolean complete = true;
    for (Binding binding : recorded(report)) {
      complete &= restore(binding, report);
    }
    return complete;
  }

  private List<Binding> recorded(Report report) {
    List<Binding> recorded = bindings.recorded();
    if (recorded.isEmpty()) {
      report.note("no users were replaced here");
    }
    return recorded;
  }

  private boolean restore(Binding binding, Report report) {
    Optional<Binding> now = Optional.of(binding);
    for (int attempt = 0; attempt < TRIES && now.isPresent(); attempt++) {
      Optional<RollbackPlan> restoration = restoration(now.get(), report);
      Optional<SwapSubjects> change = restoration.flatMap(RollbackPlan::change);
      if (change.isEmpty()) {
        return restoration.map(it -> tell(binding, it, report, "")).orElse(false);
      }
      Outcome outcome = cluster.apply(change.get());
      if (!(outcome instanceof Outcome.Conflict)) {
        return message(outcome)
            .map(message -> failed(binding, message, report))
            .orElseGet(() -> tell(binding, restoration.orElseThrow(), report, ""));
      }
      now = bindings.again(binding);
    }
    return now.isEmpty() || failed(binding, "other clients keep writing to it: try again", report);
  }

  /** Why it did not go through; nothing if it did. */
  private static Optional<String> message(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Applied _, Outcome.Conflict _ -> Optional.empty();
      case Outcome.Retryable(_, String message) -> Optional.of(message);
      case Outcome.Forbidden(String message) -> Optional.of(message);
      case Outcome.Rejected(String message) -> Optional.of(message);
    };
  }

  private Optional<RollbackPlan> restoration(Binding binding, Report report) {
    try {
      requireOwnRecord(binding);
      return RollbackPlan.of(binding, terms);
    } catch (IllegalArgumentException e) {
      failed(binding, String.valueOf(e.getMessage()), report);
      return Optional.empty();
    }
  }

  /** Whoever may edit a binding may write a record into it, which must not become rights here. */
  private void requireOwnRecord(Binding binding) {
    bindings
        .foreignWriter(binding)
        .ifPresent(writer -> {
          throw new IllegalArgumentException(
              "the annotation %s was last written by %s instead of the operator: check it, then use --records-of-others"
                  .formatted(Ownership.REPLACED_SUBJECTS, writer));
        });
  }

  private static boolean tell(
      Binding binding, RollbackPlan restoration, Report report, String would) {
    List<String> parts = new ArrayList<>();
    if (!restoration.returning().isEmpty()) {
      parts.add(would + "put back " + String.join(", ", restoration.returning()));
    }
    if (!restoration.removedUsers().isEmpty()) {
      parts.add(would + "take out group " + String.join(", ", restoration.removedUsers()));
    }
    if (!parts.isEmpty()) {
      report.line("%s: %s".formatted(named(binding), String.join(", ", parts)));
    }
    restoration
        .staying()
        .forEach(group ->
            report.note(
                "%s: group %s stays, because you may be cluster-admin through it (--remove-admin-groups)"
                    .formatted(named(binding), group)));
    restoration
        .cleanedUp()
        .forEach(group ->
            report.line(
                "%s: group %s was removed since, so its users stay removed (--even-without-group)"
                    .formatted(named(binding), group)));
    return restoration.cleanedUp().isEmpty();
  }

  private static boolean failed(Binding binding, String message, Report report) {
    report.error("%s: not restored: %s".formatted(named(binding), message));
    return false;
  }

  private static String named(Binding binding) {
    return binding.isClusterWide()
        ? "ClusterRoleBinding " + binding.name()
        : "RoleBinding %s/%s".formatted(binding.namespace(), binding.name());
  }

  /**
   * Whether the operator would replace the users again, by its own decision. What is not known here
   * is taken to let it: its rights, and that Azure reports that Entra ID is on.
   */
  private boolean wouldReturn(Binding binding, Baseline baseline) {
    return restored(binding)
        .map(restored ->
            new BindingSnapshot(
                restored,
                AccessSnapshot.granted(baseline.spec().groupBindings(), Entra.ON),
                administratorsBut(binding),
                0))
        .filter(snapshot ->
            !new GroupBindingsControl().evaluate(snapshot, baseline).enforce().isEmpty())
        .isPresent();
  }

  private List<Binding> administratorsBut(Binding binding) {
    return Administrators.concerns(binding)
        ? bindings.administrators().stream()
            .filter(other -> !other.name().equals(binding.name()))
            .toList()
        : List.of();
  }

  private Optional<Binding> restored(Binding binding) {
    try {
      return RollbackPlan.of(binding, terms)
          .filter(restoration -> restoration.change().isPresent())
          .map(restoration -> restoration.after(binding));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  private static Applicability applicability(
      Baseline baseline,
      Binding binding,
      Function<String, Namespaced> namespaces,
      LocalDate today) {
    return binding.isClusterWide()
        ? BindingApplicability.clusterWide(baseline.spec(), mode(baseline))
        : BindingApplicability.of(
            baseline.spec(), mode(baseline), namespaces.apply(binding.namespace()), today);
  }

  private static Mode mode(Baseline baseline) {
    return Modes.of(new GroupBindingsModule(), baseline.spec());
  }
}
