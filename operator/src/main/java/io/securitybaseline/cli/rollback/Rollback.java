package io.securitybaseline.cli.rollback;

import io.securitybaseline.api.SecurityBaseline;
import io.securitybaseline.apply.ClusterWriter;
import io.securitybaseline.apply.Outcome;
import io.securitybaseline.control.Baseline;
import io.securitybaseline.control.Change.SwapSubjects;
import io.securitybaseline.control.Namespaced;
import io.securitybaseline.control.Ownership;
import io.securitybaseline.controls.groupbindings.Administrators;
import io.securitybaseline.controls.groupbindings.RollbackPlan;
import io.securitybaseline.facts.Binding;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Takes takeovers back, binding by binding, so that one that fails does not keep the others. */
final class Rollback {

  /** Other clients may write to a binding between the read and the replacement. */
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
   * Why a rollback has no lasting effect: the baseline would replace the same users again.
   *
   * @param namespaces a namespace by its name
   * @param today the day, UTC, on which exemptions are evaluated
   */
  Optional<String> refusal(
      SecurityBaseline object, Function<String, Namespaced> namespaces, LocalDate today) {
    if (object.isMarkedForDeletion() || object.getSpec().suspend()) {
      return Optional.empty();
    }
    Baseline baseline = new Baseline(object.getMetadata().getUid(), object.getSpec());
    return bindings.recorded().stream()
        .filter(binding -> wouldReturn(binding, baseline, namespaces, today))
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

  /** Prints the planned changes; returns whether everything can be restored. */
  boolean preview(Report report) {
    boolean complete = true;
    for (Binding binding : recorded(report)) {
      complete &=
          restoration(binding, report)
              .map(it -> print(binding, it, report, "would "))
              .orElse(false);
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
        return restoration.map(it -> print(binding, it, report, "")).orElse(false);
      }
      Outcome outcome = cluster.apply(change.get());
      if (!(outcome instanceof Outcome.Conflict)) {
        return message(outcome)
            .map(message -> failed(binding, message, report))
            .orElseGet(() -> print(binding, restoration.orElseThrow(), report, ""));
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
      case Outcome.Rewritten(String field) ->
          Optional.of("admission changed %s of what was written".formatted(field));
      case Outcome.QuotaExceeded(String message) -> Optional.of(message);
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

  /**
   * A client that can edit a binding can write a record into it, which must not lead to
   * permissions.
   */
  private void requireOwnRecord(Binding binding) {
    bindings
        .foreignWriter(binding)
        .ifPresent(writer -> {
          throw new IllegalArgumentException(
              "the annotation %s was last written by %s instead of the operator: check it, then use --records-of-others"
                  .formatted(Ownership.REPLACED_SUBJECTS, writer));
        });
  }

  private static boolean print(
      Binding binding, RollbackPlan restoration, Report report, String would) {
    List<String> parts = new ArrayList<>();
    if (!restoration.returning().isEmpty()) {
      parts.add(
          (would.isEmpty() ? "restored " : would + "restore ")
              + String.join(", ", restoration.returning()));
    }
    if (!restoration.removedUsers().isEmpty()) {
      parts.add(
          (would.isEmpty() ? "removed group " : would + "remove group ")
              + String.join(", ", restoration.removedUsers()));
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

  /** Whether the operator would replace the users again, by its own decision. */
  private boolean wouldReturn(
      Binding binding,
      Baseline baseline,
      Function<String, Namespaced> namespaces,
      LocalDate today) {
    return restored(binding).stream()
        .map(restored ->
            new AfterRollback(
                restored,
                Administrators.concerns(binding) ? bindings.administrators() : List.of(),
                binding.isClusterWide()
                    ? Optional.empty()
                    : Optional.of(namespaces.apply(binding.namespace()))))
        .flatMap(after -> OperatorForecast.evaluate(after, baseline, today))
        .anyMatch(evaluation -> !evaluation.decision().changes().isEmpty());
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
}
