package io.securitybaseline.it;

import static io.securitybaseline.it.Admission.PROTECTION;
import static io.securitybaseline.it.Admission.RECORDS;
import static io.securitybaseline.it.Admission.USER_BINDINGS;
import static io.securitybaseline.testing.Eventually.eventually;
import static io.securitybaseline.testing.RetryOnConflict.edit;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.admissionregistration.v1.MatchCondition;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.Variable;
import io.securitybaseline.api.status.GroupBindingsStatus;
import io.securitybaseline.testing.AuditLog;
import io.securitybaseline.testing.OperatorUnderTest;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Admission policies come, stay as they should be, and go, under the chart's own rights. */
class AdmissionPoliciesIT {

  private static final List<String> ALL = List.of(USER_BINDINGS, RECORDS, PROTECTION);

  @RegisterExtension static final OperatorUnderTest operator = OperatorUnderTest.withSystemClock();

  private final Admission admission = new Admission(operator.cluster());

  @Test
  void denyThenWarnThenOff() {
    operator.baseline().applyAndSettle(spec("Enforce", "Deny"));
    ALL.forEach(name -> admission.eventuallyDoes(name, "Deny"));
    eventually(() -> assertThat(status().notes()).noneMatch(it -> it.startsWith("NotPrevented")));

    operator.baseline().applyAndSettle(spec("Enforce", "Warn"));
    ALL.forEach(name -> admission.eventuallyDoes(name, "Warn", "Audit"));

    operator.baseline().applyAndSettle(spec("Enforce", "\"Off\""));
    ALL.forEach(admission::eventuallyGone);
  }

  @Test
  void auditReportsWhatEnforceWouldCreateAndDeletesWhatItCreated() {
    AuditLog log = operator.auditLogFromNow();

    operator.baseline().applyAndSettle(spec("Audit", "Deny"));

    eventually(() ->
        assertThat(status().notes())
            .anyMatch(it -> it.startsWith("NotPrevented") && it.contains(USER_BINDINGS)));
    assertThat(status().plannedChanges()).isEqualTo(4);
    assertThat(operator.baseline().instanceMetadata().notes())
        .anyMatch(it -> it.startsWith("NotPrevented") && it.contains(PROTECTION));
    assertThat(log.writes()).noneMatch(it -> it.resource().startsWith("validatingadmission"));
    assertThat(operator.baseline().events("NotSupportedYet")).isEmpty();

    operator.baseline().applyAndSettle(spec("Enforce", "Deny"));
    ALL.forEach(name -> admission.eventuallyDoes(name, "Deny"));
    operator.baseline().applyAndSettle(spec("Audit", "Deny"));
    ALL.forEach(admission::eventuallyGone);
  }

  @Test
  void eachIsThereWhileItsControlIsEnforced() {
    operator
        .baseline()
        .applyAndSettle(spec("Audit", "Deny").replace("{entra", "{mode: Enforce, entra"));

    admission.eventuallyDoes(USER_BINDINGS, "Deny");
    assertThat(admission.policy(PROTECTION).get()).isNull();
  }

  @Test
  void editsAreRepairedAndAdditionsOfOthersLeadToNoRequest() {
    operator.baseline().applyAndSettle(spec("Enforce", "Deny"));
    ALL.forEach(name -> admission.eventuallyDoes(name, "Deny"));

    edit(
        admission.policy(USER_BINDINGS),
        it -> it.getSpec().getValidations().getFirst().setExpression("true"));
    eventually(() ->
        assertThat(
                admission
                    .policy(USER_BINDINGS)
                    .require()
                    .getSpec()
                    .getValidations()
                    .getFirst()
                    .getExpression())
            .isNotEqualTo("true"));

    edit(admission.binding(PROTECTION), it -> it.getSpec().setValidationActions(List.of("Warn")));
    admission.eventuallyDoes(PROTECTION, "Deny");

    eventually(() -> assertThat(status().notes()).noneMatch(it -> it.startsWith("NotPrevented")));
    AuditLog log = operator.auditLogFromNow();
    for (int i = 0; i < 5; i++) {
      String beat = Integer.toString(i);
      edit(
          admission.policy(USER_BINDINGS),
          it ->
              it.getMetadata()
                  .setAnnotations(Map.of("securitybaseline.io/control", "x", "beat", beat)));
    }
    admission.binding(PROTECTION).delete();
    eventually(() -> assertThat(admission.binding(PROTECTION).get()).isNotNull());

    eventually(() ->
        assertThat(
                log.writes().stream().filter(it -> it.resource().startsWith("validatingadmission")))
            .singleElement()
            .satisfies(write -> {
              assertThat(write.verb()).isEqualTo("patch");
              assertThat(write.resource()).isEqualTo("validatingadmissionpolicybindings");
            }));
  }

  @Test
  void objectsOfOtherOwnersStayUntilTheyAreHandedOver() {
    operator
        .cluster()
        .apply(
            """
            apiVersion: admissionregistration.k8s.io/v1
            kind: ValidatingAdmissionPolicy
            metadata: {name: %s}
            spec:
              matchConstraints:
                resourceRules:
                - {apiGroups: [""], apiVersions: [v1], operations: [CREATE], resources: [bindings]}
              validations: [{expression: "true"}]
            """
                .formatted(USER_BINDINGS));
    try {
      operator.baseline().applyAndSettle(spec("Enforce", "Deny"));
      admission.eventuallyDoes(PROTECTION, "Deny");
      eventually(() ->
          assertThat(operator.baseline().condition("GroupBindingsOnly"))
              .hasValueSatisfying(it -> {
                assertThat(it.getStatus()).isEqualTo("False");
                assertThat(it.getReason()).isEqualTo("ForeignObject");
                assertThat(it.getMessage()).contains(USER_BINDINGS, "securitybaseline.io/adopt");
              }));
      assertThat(admission.binding(USER_BINDINGS).get()).isNull();

      edit(
          admission.policy(USER_BINDINGS),
          it -> it.getMetadata().setAnnotations(Map.of("securitybaseline.io/adopt", "true")));

      admission.eventuallyDoes(USER_BINDINGS, "Deny");
      assertThat(admission.policy(USER_BINDINGS).require().getSpec().getVariables()).isNotEmpty();
    } finally {
      admission.policy(USER_BINDINGS).delete();
    }
  }

  @Test
  void whileEntraIdIsUnknownNoRequestIsRejected() {
    operator
        .baseline()
        .applyAndSettle(spec("Enforce", "Deny").replace("entraIntegration: Assume, ", ""));

    admission.eventuallyDoes(USER_BINDINGS, "Warn", "Audit");
    admission.eventuallyDoes(PROTECTION, "Deny");
    eventually(() ->
        assertThat(operator.baseline().condition("GroupBindingsOnly"))
            .hasValueSatisfying(it -> {
              assertThat(it.getStatus()).isEqualTo("Unknown");
              assertThat(it.getReason()).isEqualTo("EntraUnknown");
            }));

    operator.baseline().applyAndSettle(spec("Enforce", "Deny"));
    admission.eventuallyDoes(USER_BINDINGS, "Deny");
  }

  @Test
  void manualExemptionsAreReverted() {
    operator.baseline().applyAndSettle(spec("Enforce", "Deny"));
    admission.eventuallyDoes(USER_BINDINGS, "Deny");

    edit(
        admission.policy(USER_BINDINGS),
        it -> it.getSpec().getMatchConditions().add(new MatchCondition("false", "never")));

    eventually(() ->
        assertThat(admission.policy(USER_BINDINGS).require().getSpec().getMatchConditions())
            .isNotEmpty()
            .noneMatch(condition -> condition.getName().equals("never")));
    admission.eventuallyDoes(USER_BINDINGS, "Deny");
  }

  /** The API server merges variables by name, and each may use only those that stand before it. */
  @Test
  void aPolicyOfAnEarlierVersionIsBroughtUpToDate() {
    operator.baseline().applyAndSettle(spec("Enforce", "Deny").replace("Deny", "\"Off\""));
    operator
        .cluster()
        .client()
        .resource(
            Resources.text("admission/earlier-version.yaml").formatted(operator.baseline().uid()))
        .fieldManager("security-baseline-operator")
        .serverSideApply();

    operator.baseline().applyAndSettle(spec("Enforce", "Deny"));

    admission.eventuallyDoes(USER_BINDINGS, "Deny");
    eventually(() ->
        assertThat(admission.policy(USER_BINDINGS).require().getSpec().getVariables())
            .extracting(Variable::getName)
            .startsWith("spec", "active")
            .containsSubsequence("users", "before", "added", "people", "tooLarge", "refused"));
    eventually(() -> assertThat(status().notes()).noneMatch(it -> it.startsWith("NotPrevented")));
  }

  @Test
  void theyGoWithTheBaseline() {
    operator.baseline().applyAndSettle(spec("Enforce", "Deny"));
    ALL.forEach(name -> admission.eventuallyDoes(name, "Deny"));

    operator.baseline().delete();

    for (String name : ALL) {
      assertThat(admission.binding(name).get()).isNull();
      assertThat(admission.policy(name).get()).isNull();
    }
  }

  private static String spec(String mode, String prevention) {
    return """
    mode: %s
    instanceMetadata: {engine: Calico}
    groupBindings: {entraIntegration: Assume, prevention: %s}
    """
        .formatted(mode, prevention);
  }

  private static GroupBindingsStatus status() {
    return Objects.requireNonNull(operator.baseline().status().groupBindings());
  }
}
