package io.securitybaseline.cli.plan;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.securitybaseline.cli.inventory.Inventory;
import io.securitybaseline.cli.plan.Planned.UserMembership;
import io.securitybaseline.control.Change;
import io.securitybaseline.control.Change.SwapSubjects;
import io.securitybaseline.control.ControlId;
import io.securitybaseline.control.Finding;
import io.securitybaseline.control.Finding.Severity;
import io.securitybaseline.facts.Binding;
import io.securitybaseline.facts.BindingSubject;
import io.securitybaseline.facts.azure.directory.Memberships;
import io.securitybaseline.module.Evaluation;
import io.securitybaseline.module.Evaluation.AtSource;
import io.securitybaseline.module.Scope;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What Enforce or another client has to do about one subject.
 *
 * @param scope the part of the cluster in which it was evaluated
 * @param known of users and groups in Entra ID
 */
record PlannedSubject(
    ControlId control, Scope scope, Evaluation evaluation, Inventory inventory, Memberships known) {

  /** Changes by Enforce, and findings that others have to act on. */
  Stream<Planned> planned() {
    List<Planned> planned = entries().toList();
    List<UserMembership> memberships = memberships();
    return IntStream.range(0, planned.size())
        .mapToObj(i -> i == 0 ? planned.get(i).with(memberships) : planned.get(i));
  }

  private List<UserMembership> memberships() {
    return evaluation.questions().members().stream()
        .sorted()
        .map(pair ->
            new UserMembership(
                pair.user(), pair.group(), known.of(pair.user(), pair.group()).text()))
        .toList();
  }

  private Stream<Planned> entries() {
    return Stream.concat(
        evaluation.verdict().enforce().stream()
            .filter(change -> !(change instanceof SwapSubjects))
            .map(this::of),
        evaluation.verdict().findings().stream()
            .filter(finding -> finding.severity() != Severity.NOTE)
            .filter(finding -> !finding.fixedByEnforce() || swap().isPresent())
            .map(this::of));
  }

  private Planned of(Change change) {
    HasMetadata object = change.object();
    return new Planned(
        control.id(),
        namespace(),
        object.getKind() + "/" + object.getMetadata().getName(),
        change.getClass().getSimpleName(),
        "",
        change.because(),
        List.of(),
        change instanceof Change.Delete ? List.of() : List.of(object),
        List.of(),
        List.of());
  }

  /** A swap of subjects is shown with the finding that it resolves. */
  private Planned of(Finding finding) {
    boolean swapped = finding.fixedByEnforce();
    boolean atSource = isAtSource(finding);
    List<Object> after =
        (swapped ? swap() : atSource ? proposal() : Optional.<Change>empty())
            .map(change -> subjects(change.object()))
            .orElse(List.of());
    return new Planned(
        control.id(),
        namespace(),
        object(),
        swapped ? "SwapSubjects" : atSource ? Planned.AT_SOURCE : Planned.NONE,
        finding.reason(),
        finding.message() + (swapped ? "; every member of the group gets the role" : ""),
        after.isEmpty() ? List.of() : before(),
        after,
        atSource && !after.isEmpty()
            ? List.of(new Planned.Operation("replace", "/subjects", after))
            : List.of(),
        List.of());
  }

  private Optional<Change> swap() {
    return evaluation.verdict().enforce().stream()
        .filter(SwapSubjects.class::isInstance)
        .findFirst();
  }

  private List<Object> before() {
    return inventory.find(evaluation.subject()).map(PlannedSubject::subjects).orElse(List.of());
  }

  private boolean isAtSource(Finding finding) {
    AtSource source = evaluation.atSource();
    return source != null && source.reason().equals(finding.reason());
  }

  private Optional<Change> proposal() {
    return Optional.ofNullable(evaluation.atSource()).map(AtSource::change);
  }

  private static List<Object> subjects(HasMetadata binding) {
    return Binding.of(binding).subjects().stream().<Object>map(BindingSubject::toSubject).toList();
  }

  private String namespace() {
    return scope instanceof Scope.InNamespace(String name) ? name : "";
  }

  private String object() {
    return scope instanceof Scope.WholeCluster
        ? "Cluster"
        : evaluation.subject().kind() + "/" + evaluation.subject().name();
  }
}
