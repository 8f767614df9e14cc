package io.securitybaseline.reconcile.pass;

import static io.securitybaseline.reconcile.pass.Situations.CREATE;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBindingBuilder;
import io.securitybaseline.apply.Outcome;
import io.securitybaseline.control.Change;
import io.securitybaseline.control.Finding;
import io.securitybaseline.reconcile.pass.OutcomeMapping.Meaning;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OutcomeMappingTest {

  private static final Change OF_CLUSTER =
      new Change.SwapSubjects(
          new ClusterRoleBindingBuilder().withNewMetadata().withName("a").endMetadata().build(),
          new Change.Seen("u", "1"),
          "replaces users");

  private final OutcomeMapping mapping = new OutcomeMapping(new Backoff(new Random(1)));

  @Test
  void anAppliedChangeIsNothingToReportOrRetry() {
    Meaning meaning = mapping.of(new Outcome.Applied(), CREATE, 4);

    assertThat(meaning.finding()).isEmpty();
    assertThat(meaning.failed()).isFalse();
  }

  @Test
  void aConflictIsNoFindingAndEvaluatedAgain() {
    Meaning meaning = mapping.of(new Outcome.Conflict(), CREATE, 0);

    assertThat(meaning.finding()).isEmpty();
    assertThat(meaning.failed()).isTrue();
    assertThat(meaning.rejected()).isFalse();
    assertThat(meaning.requeueAfter().orElseThrow())
        .isBetween(Duration.ofSeconds(1), Duration.ofMillis(1200));
  }

  @Test
  void aRetryableFailureWaitsAtLeastAsLongAsTheServerAsks() {
    Meaning meaning = mapping.of(new Outcome.Retryable(Duration.ofMinutes(2), "busy"), CREATE, 0);

    assertThat(meaning.finding())
        .contains(Finding.violation("ApplyFailed", "a change failed and is retried: busy"));
    assertThat(meaning.rejected()).isFalse();
    assertThat(meaning.requeueAfter().orElseThrow())
        .isBetween(Duration.ofMinutes(2), Duration.ofSeconds(144));
  }

  @Test
  void aRejectionIsRetriedLaterForAUserMayFixIt() {
    for (Outcome outcome :
        new Outcome[] {new Outcome.Forbidden("no"), new Outcome.Rejected("no")}) {
      Meaning meaning = mapping.of(outcome, CREATE, 1);

      assertThat(meaning.rejected()).isTrue();
      assertThat(meaning.requeueAfter().orElseThrow())
          .isBetween(Duration.ofSeconds(8), Duration.ofMillis(9600));
    }
  }

  @Test
  void aRejectedObjectIsReportedWithTheServersMessage() {
    assertThat(mapping.of(new Outcome.Rejected("no thanks"), CREATE, 0).finding())
        .contains(
            Finding.violation(
                "Refused", "the API server or an admission policy rejected the object: no thanks"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "no permission | grant the operator's ClusterRole or exclude the namespace",
        "admission webhook w denied the request: x"
            + " | exempt the operator from the admission policy that is named here or exclude the"
            + " namespace",
        "ValidatingAdmissionPolicy p denied request: x"
            + " | exempt the operator from the admission policy that is named here or exclude the"
            + " namespace"
      })
  void aForbiddenChangeNamesItsFix(String message, String fix) {
    assertThat(mapping.of(new Outcome.Forbidden(message), CREATE, 0).finding())
        .contains(
            Finding.violation(
                "Forbidden", "the API server rejected a change; " + fix + ": " + message));
  }

  @Test
  void anExceededQuotaHasAReasonOfItsOwn() {
    String message = "exceeded quota: objects, requested: count/x=1, used: count/x=1";
    Meaning meaning = mapping.of(new Outcome.QuotaExceeded(message), CREATE, 0);

    assertThat(meaning.rejected()).isTrue();
    assertThat(meaning.finding())
        .contains(
            Finding.violation(
                "QuotaExceeded",
                "a ResourceQuota of the namespace leaves no room for the ConfigMap of the operator:"
                    + " raise it, or exclude the namespace: "
                    + message));
  }

  @Test
  void anObjectThatAdmissionChangedNamesTheField() {
    Meaning meaning = mapping.of(new Outcome.Rewritten("spec.policyTypes"), CREATE, 0);

    assertThat(meaning.rejected()).isTrue();
    assertThat(meaning.finding())
        .contains(
            Finding.violation(
                "RewrittenByAdmission",
                "admission changes spec.policyTypes of ConfigMap ours whenever the operator writes"
                    + " it: exempt the object from the mutating admission policy or webhook, or"
                    + " exclude the namespace"));
  }

  @Test
  void noNamespaceIsToBeExcludedForAnObjectOfTheCluster() {
    assertThat(mapping.of(new Outcome.Forbidden("no"), OF_CLUSTER, 0).finding())
        .contains(
            Finding.violation(
                "Forbidden",
                "the API server rejected a change; allow the operator to bind the role in its Helm"
                    + " values: no"));
  }
}
