package io.securitybaseline.reconcile.pass;

import static io.securitybaseline.reconcile.pass.FakeModule.ONE;
import static io.securitybaseline.reconcile.pass.FakeModule.TWO;
import static io.securitybaseline.reconcile.pass.Situations.AUDITED;
import static io.securitybaseline.reconcile.pass.Situations.CREATE;
import static io.securitybaseline.reconcile.pass.Situations.DELETE;
import static io.securitybaseline.reconcile.pass.Situations.ENFORCED;
import static io.securitybaseline.reconcile.pass.Situations.FOUND;
import static io.securitybaseline.reconcile.pass.Situations.NOT_CONCERNED;
import static io.securitybaseline.reconcile.pass.Situations.deleting;
import static io.securitybaseline.reconcile.pass.Situations.enforce;
import static io.securitybaseline.reconcile.pass.Situations.evaluation;
import static io.securitybaseline.reconcile.pass.Situations.namespace;
import static io.securitybaseline.reconcile.pass.Situations.revision;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBinding;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBindingBuilder;
import io.securitybaseline.api.spec.Mode;
import io.securitybaseline.apply.Outcome;
import io.securitybaseline.control.Applicability;
import io.securitybaseline.control.Change;
import io.securitybaseline.control.Finding;
import io.securitybaseline.control.SubjectState;
import io.securitybaseline.control.Verdict;
import io.securitybaseline.module.Evaluation;
import io.securitybaseline.module.Evaluation.Traits;
import io.securitybaseline.module.ReportInput;
import io.securitybaseline.module.Scope;
import io.securitybaseline.module.Situation.Phase;
import io.securitybaseline.module.Subject;
import io.securitybaseline.report.OffReport;
import io.securitybaseline.report.Progress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class BaselinePassTest {

  private final FakeModule one = new FakeModule(ONE);
  private final FakeModule two = new FakeModule(TWO);
  private final Engine engine = new Engine(one, two);

  @Test
  void countsOfControlsStaySideBySide() {
    engine.objects.set(namespace("a"), namespace("b"), namespace("c"));
    one.evaluating((_, scope) -> inNamespace(scope, AUDITED));
    two.evaluating((_, scope) -> inNamespace(scope, NOT_CONCERNED));
    engine.pass.over(namespace("a"), audit(1));
    engine.pass.over(namespace("b"), audit(1));

    List<ControlResult> results = engine.baseline.over(audit(1));

    ReportInput first = input(results.getFirst());
    assertThat(first.tally().states())
        .isEqualTo(Map.of(SubjectState.VIOLATING, 2, SubjectState.PENDING, 1));
    assertThat(first.progress()).isEqualTo(new Progress("namespaces", 2, 3));
    ReportInput second = input(results.getLast());
    assertThat(second.tally().states()).isEqualTo(Map.of(SubjectState.PENDING, 1));
    assertThat(second.tally().worst()).isEmpty();
    assertThat(results).extracting(ControlResult::module).containsExactly(one, two);
  }

  @Test
  void onlyResultsOfThePresentSpecCount() {
    engine.objects.set(namespace("a"));
    one.evaluating((_, scope) -> inNamespace(scope, AUDITED));
    engine.pass.over(namespace("a"), audit(1));

    Revision later = later(audit(2));

    assertThat(input(engine.baseline.over(later).getFirst()).progress())
        .isEqualTo(new Progress("namespaces", 0, 1));
  }

  @Test
  void namespacesThatAreNotEvaluatedAreNamedIfTheyHavePods() {
    Traits withPods = new Traits(false, false, 0, Set.of(Traits.WITH_PODS));
    one.evaluating((_, scope) ->
        scope instanceof Scope.InNamespace(String name)
            ? Stream.of(
                evaluation(name, NOT_CONCERNED, name.equals("quiet") ? Traits.NONE : withPods))
            : Stream.empty());
    Revision revision =
        revision(1, Phase.ACTIVE, "{mode: Audit, namespaces: {exclude: [legacy, quiet]}}");
    engine.objects.set(namespace("kube-system"), namespace("legacy"), namespace("quiet"));
    Stream.of("kube-system", "legacy", "quiet")
        .forEach(name -> engine.pass.over(namespace(name), revision));

    ReportInput input = input(engine.baseline.over(revision).getFirst());

    assertThat(input.unevaluated().system().total()).isEqualTo(1);
    assertThat(input.unevaluated().system().withPods()).containsExactly("kube-system");
    assertThat(input.unevaluated().excluded().total()).isEqualTo(2);
    assertThat(input.unevaluated().excluded().withPods()).containsExactly("legacy");
    assertThat(input.tally().total()).isZero();
  }

  @Test
  void allKindsOfScopesCount() {
    ClusterRoleBinding binding =
        new ClusterRoleBindingBuilder()
            .withNewMetadata()
            .withName("b")
            .withUid("uid-b")
            .endMetadata()
            .build();
    one.in(Set.of(ClusterRoleBinding.class, io.fabric8.kubernetes.api.model.Namespace.class));
    engine.objects.set(namespace("a"), binding);

    assertThat(input(engine.baseline.over(audit(1)).getFirst()).progress())
        .isEqualTo(new Progress("namespaces and ClusterRoleBindings", 0, 2));
  }

  @Test
  void enforcedChangesOfTheClusterAreMadeAuditOnlyPlansThem() {
    one.evaluating((_, _) -> Stream.of(ofCluster(ENFORCED)));
    ControlResult enforced = engine.baseline.over(enforce(1)).getFirst();
    assertThat(engine.cluster.changes()).containsExactly(CREATE);
    assertThat(input(enforced).planned()).isZero();
    assertThat(enforced.requeueAfter()).contains(Duration.ofSeconds(1));

    one.evaluating((_, _) -> Stream.of(ofCluster(AUDITED)));
    ControlResult audited = engine.baseline.over(audit(1)).getFirst();
    assertThat(engine.cluster.changes()).containsExactly(CREATE, DELETE);
    assertThat(input(audited).planned()).isEqualTo(1);
    assertThat(input(audited).findings()).containsExactly(FOUND);
  }

  @Test
  void aControlThatIsOffCleansUpAndReportsNothing() {
    one.in(Mode.OFF).evaluating((_, _) -> Stream.of(ofCluster(NOT_CONCERNED)));

    ControlResult off = engine.baseline.over(enforce(1)).getFirst();

    assertThat(engine.cluster.changes()).containsExactly(DELETE);
    assertThat(off.report()).isInstanceOf(OffReport.class);
  }

  @Test
  void aFailedChangeOfTheClusterIsReported() {
    engine.cluster.answering(_ -> new Outcome.Rejected("no thanks"));
    one.evaluating((_, _) -> Stream.of(ofCluster(ENFORCED)));

    ControlResult result = engine.baseline.over(enforce(1)).getFirst();

    assertThat(input(result).findings())
        .extracting(Finding::reason)
        .containsExactly("NotRestricted", "Refused");
    assertThat(result.requeueAfter().orElseThrow())
        .isBetween(Duration.ofSeconds(4), Duration.ofMillis(4800));
  }

  @Test
  void aControlThatThrowsIsReportedAndTheOtherContinues() {
    one.evaluating((_, _) -> {
      throw new IllegalStateException("a fault");
    });
    two.evaluating((_, _) -> Stream.of(ofCluster(ENFORCED)));

    List<ControlResult> results = engine.baseline.over(enforce(1));

    assertThat(input(results.getFirst()).findings()).containsExactly(Finding.controlFailed());
    assertThat(input(results.getLast()).findings()).containsExactly(FOUND);
    assertThat(engine.cluster.changes()).containsExactly(CREATE);
  }

  @Test
  void aControlWhoseFactsAreStaleChangesNothing() {
    engine.held.add(ONE);
    one.evaluating((_, _) -> Stream.of(ofCluster(ENFORCED)));

    engine.baseline.over(enforce(1));
    assertThat(engine.cluster.changes()).isEmpty();

    engine.baseline.cleanUp(deleting(2));
    assertThat(engine.cluster.changes()).containsExactly(DELETE);
  }

  @Test
  void mistakesInTheSpecComeFirstForControlsOfNamespaces() {
    two.in(Set.of());
    engine.objects.set(namespace("a"), namespace("b"));
    one.evaluating((_, scope) ->
        scope instanceof Scope.WholeCluster ? Stream.of(ofCluster(AUDITED)) : Stream.empty());

    List<ControlResult> results =
        engine.baseline.over(
            revision(1, Phase.ACTIVE, "{mode: Audit, namespaces: {exclude: ['*']}}"));

    assertThat(input(results.getFirst()).findings())
        .extracting(Finding::reason)
        .containsExactly("MostNamespacesExcluded", "NotRestricted");
    assertThat(input(results.getLast()).findings()).isEmpty();
  }

  private static ReportInput input(ControlResult result) {
    return ((FakeModule.Report) result.report()).input();
  }

  private static Stream<Evaluation> inNamespace(Scope scope, Applicability applicability) {
    return scope instanceof Scope.InNamespace(String name)
        ? Stream.of(evaluation(name, applicability))
        : Stream.empty();
  }

  private static Evaluation ofCluster(Applicability applicability) {
    return new Evaluation(
        Subject.CLUSTER,
        applicability,
        new Verdict(List.of(FOUND), List.<Change>of(CREATE), List.of(DELETE)),
        Traits.NONE,
        null);
  }

  private static Revision audit(long number) {
    return revision(number, Phase.ACTIVE, "{mode: Audit}");
  }

  private static Revision later(Revision revision) {
    var now = revision.situation();
    return new Revision(
        revision.number(),
        new io.securitybaseline.module.Situation(
            now.baseline(),
            now.generation() + 1,
            now.phase(),
            now.requestedAt(),
            now.cluster(),
            now.access(),
            now.today(),
            now.isNewBaseline(),
            now.rolloutMatchesNothing()));
  }
}
