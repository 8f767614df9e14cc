package io.securitybaseline.it;

import static io.securitybaseline.testing.Eventually.eventually;
import static io.securitybaseline.testing.RetryOnConflict.edit;
import static org.assertj.core.api.Assertions.assertThat;

import io.securitybaseline.testing.OperatorUnderTest;
import io.securitybaseline.testing.TestNamespaces;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Mistakes in the spec that depend on the namespaces there are: reported before they do harm. */
class RolloutMistakesIT {

  private static final String CANARY =
      Specs.ENFORCE_ON_CALICO + "rollout: {selector: {matchLabels: {baseline: canary}}}\n";
  private static final String NOTE = "SelectorMatchesNothing";

  @RegisterExtension static final OperatorUnderTest operator = OperatorUnderTest.withSystemClock();

  private final TestNamespaces namespaces = operator.namespaces();

  @Test
  void aSelectorThatMatchesNothingRemovesNothingAndReachesNothingNew() {
    String kept = namespaces.create("kept");
    operator.baseline().applyAndSettle(Specs.ENFORCE_ON_CALICO);
    eventually(() -> assertThat(namespaces.policy(kept)).isPresent());
    String uid = uidOfPolicy(kept);

    operator.baseline().applyAndSettle(CANARY);
    String late = namespaces.create("late");
    eventually(() -> assertThat(operator.baseline().counts().pending()).isEqualTo(1));

    assertThat(uidOfPolicy(kept)).isEqualTo(uid);
    assertThat(namespaces.policy(late)).isEmpty();
    assertThat(notes()).anyMatch(note -> note.startsWith(NOTE + ": spec.rollout.selector"));
    assertThat(bindingNotes()).anyMatch(note -> note.startsWith(NOTE));
    assertThat(operator.baseline().condition("InstanceMetadataRestricted").orElseThrow())
        .satisfies(
            it -> assertThat(it.getMessage()).contains("spec.rollout.selector matches none of"));
    eventually(() -> assertThat(operator.baseline().events(NOTE)).hasSize(1));

    namespaces.label(late, Map.of("baseline", "canary"));
    eventually(() -> assertThat(namespaces.policy(late)).isPresent());
    eventually(() -> assertThat(namespaces.policy(kept)).isEmpty());
    eventually(() -> assertThat(notes()).noneMatch(note -> note.startsWith(NOTE)));
  }

  @Test
  void whatIsKeptIsStillRepaired() {
    String kept = namespaces.create("kept");
    operator.baseline().applyAndSettle(Specs.ENFORCE_ON_CALICO);
    eventually(() -> assertThat(namespaces.policy(kept)).isPresent());
    operator.baseline().applyAndSettle(CANARY);
    eventually(() -> assertThat(notes()).anyMatch(note -> note.startsWith(NOTE)));

    edit(namespaces.policyResource(kept), policy -> policy.getSpec().setEgress(List.of()));
    eventually(
        () -> assertThat(namespaces.policy(kept).orElseThrow().getSpec().getEgress()).isNotEmpty());

    String uid = uidOfPolicy(kept);
    namespaces.policyResource(kept).delete();
    eventually(() ->
        assertThat(namespaces.policy(kept))
            .hasValueSatisfying(it -> assertThat(it.getMetadata().getUid()).isNotEqualTo(uid)));
  }

  @Test
  void theLastNamespaceThatMatchedKeepsWhatItHasWhenItsLabelGoes() {
    String canary = namespaces.create("canary", Map.of("baseline", "canary"));
    operator.baseline().applyAndSettle(CANARY);
    eventually(() -> assertThat(namespaces.policy(canary)).isPresent());
    String uid = uidOfPolicy(canary);
    assertThat(notes()).noneMatch(note -> note.startsWith(NOTE));

    namespaces.label(canary, Map.of("baseline", "canari"));
    eventually(() -> assertThat(notes()).anyMatch(note -> note.startsWith(NOTE)));
    assertThat(uidOfPolicy(canary)).isEqualTo(uid);

    operator.baseline().applyAndSettle(Specs.AUDIT_ON_CALICO);
    eventually(() -> assertThat(namespaces.policy(canary)).isEmpty());
  }

  @Test
  void excludesThatLeaveFewNamespacesAreNoted() {
    namespaces.create("team-a", 4);
    int all = namespaces.living().size();
    operator
        .baseline()
        .applyAndSettle(Specs.AUDIT_ON_CALICO + "namespaces: {exclude: [\"*-*\"]}\n");

    String left = "MostNamespacesExcluded: spec.namespaces.exclude leaves 1 of %d ".formatted(all);
    eventually(() -> assertThat(notes()).anyMatch(note -> note.startsWith(left)));
    eventually(() -> assertThat(operator.baseline().events("MostNamespacesExcluded")).hasSize(1));

    operator.baseline().applyAndSettle(Specs.AUDIT_ON_CALICO);
    eventually(
        () -> assertThat(notes()).noneMatch(note -> note.startsWith("MostNamespacesExcluded")));
  }

  private String uidOfPolicy(String namespace) {
    return namespaces.policy(namespace).orElseThrow().getMetadata().getUid();
  }

  private List<String> notes() {
    return operator.baseline().instanceMetadata().notes();
  }

  private List<String> bindingNotes() {
    return Objects.requireNonNull(operator.baseline().status().groupBindings()).notes();
  }
}
