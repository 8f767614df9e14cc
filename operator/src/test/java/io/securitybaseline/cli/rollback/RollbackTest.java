package io.securitybaseline.cli.rollback;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.utils.Serialization;
import io.securitybaseline.api.SecurityBaseline;
import io.securitybaseline.api.spec.RoleName;
import io.securitybaseline.apply.Outcome;
import io.securitybaseline.apply.RecordingCluster;
import io.securitybaseline.control.Change.SwapSubjects;
import io.securitybaseline.control.Namespaced;
import io.securitybaseline.control.Ownership;
import io.securitybaseline.controls.groupbindings.RollbackPlan;
import io.securitybaseline.facts.Binding;
import io.securitybaseline.facts.BindingSubject;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A rollback step by step, where others write beside it. */
class RollbackTest {

  private static final String GROUP = "9c1d5b6e-7f00-4f4f-9a34-2d0f6d1a7c11";
  private static final String RECORD =
      "{\"groups\":{\"%s\":{\"entered\":true,\"users\":[\"alice@contoso.com\"]}},\"returned\":0}"
          .formatted(GROUP);

  private final RecordingCluster cluster = new RecordingCluster();
  private final StringWriter out = new StringWriter();
  private Optional<String> writer = Optional.empty();

  @Test
  void whereSomebodyWroteMeanwhileItIsDecidedAnew() {
    cluster.answering(change ->
        change instanceof SwapSubjects swap && swap.seen().resourceVersion().equals("1")
            ? new Outcome.Conflict()
            : new Outcome.Applied());

    assertThat(rollback(binding("1", Map.of()), binding("2", Map.of())).run(report())).isTrue();

    assertThat(cluster.changes()).hasSize(2);
    assertThat(out).asString().contains("put back alice@contoso.com");
  }

  @Test
  void whereOthersWriteAllTheTimeItIsGivenUpAndSaid() {
    cluster.answering(_ -> new Outcome.Conflict());

    assertThat(rollback(binding("1", Map.of()), binding("2", Map.of())).run(report())).isFalse();

    assertThat(cluster.changes()).hasSize(5);
    assertThat(out).asString().contains("not restored: other clients keep writing to it");
  }

  @Test
  void aBindingThatIsGoneByNowNeedsNothing() {
    cluster.answering(_ -> new Outcome.Conflict());

    assertThat(rollback(binding("1", Map.of()), null).run(report())).isTrue();
  }

  @Test
  void aRecordThatOthersWroteIsNotRestored() {
    writer = Optional.of("kubectl-annotate");

    assertThat(rollback(binding("1", Map.of()), null).run(report())).isFalse();
    assertThat(rollback(binding("1", Map.of()), null).preview(report())).isFalse();

    assertThat(cluster.changes()).isEmpty();
    assertThat(out)
        .asString()
        .contains(
            "was last written by kubectl-annotate instead of the operator", "--records-of-others");
  }

  @Test
  void itIsRefusedWhereTheOperatorWouldReplaceAgainAndOnlyThere() {
    Binding plain = binding("1", Map.of());
    Binding owned = binding("1", Map.of("argocd.argoproj.io/instance", "apps"));

    assertThat(refusal(plain)).hasValueSatisfying(it -> assertThat(it).contains("mode to Audit"));
    assertThat(refusal(owned)).isEmpty();
  }

  private Optional<String> refusal(Binding binding) {
    SecurityBaseline baseline =
        Serialization.unmarshal(
            """
            apiVersion: securitybaseline.io/v1alpha1
            kind: SecurityBaseline
            metadata: {name: default, uid: uid-1}
            spec:
              mode: Enforce
              groupBindings:
                groups:
                - objectId: %s
                  users: ["*@contoso.com"]
                  roles: [{kind: ClusterRole, name: edit}]
            """
                .formatted(GROUP),
            SecurityBaseline.class);
    return rollback(binding, null)
        .refusal(baseline, name -> new Namespaced(name, Map.of()), LocalDate.parse("2026-11-24"));
  }

  private Rollback rollback(Binding binding, @Nullable Binding again) {
    Bindings bindings =
        new Bindings() {
          @Override
          public List<Binding> recorded() {
            return List.of(binding);
          }

          @Override
          public List<Binding> administrators() {
            return List.of();
          }

          @Override
          public Optional<String> foreignWriter(Binding recorded) {
            return writer;
          }

          @Override
          public Optional<Binding> again(Binding before) {
            return Optional.ofNullable(again);
          }
        };
    return new Rollback(bindings, cluster, new RollbackPlan.Terms(false, false));
  }

  private Report report() {
    PrintWriter writer = new PrintWriter(out, true);
    return new Report(writer, writer, false);
  }

  private static Binding binding(String version, Map<String, String> labels) {
    return new Binding(
        Binding.ROLE_BINDING,
        "shop",
        "devs",
        "uid-1",
        version,
        new RoleName("ClusterRole", "edit"),
        List.of(BindingSubject.group(GROUP)),
        labels,
        Map.of(Ownership.REPLACED_SUBJECTS, RECORD),
        List.of());
  }
}
