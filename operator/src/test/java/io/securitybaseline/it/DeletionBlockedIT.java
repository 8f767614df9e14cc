package io.securitybaseline.it;

import static io.securitybaseline.testing.Eventually.eventually;
import static io.securitybaseline.testing.RetryOnConflict.edit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyEgressRule;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.securitybaseline.testing.AuditLog;
import io.securitybaseline.testing.OperatorUnderTest;
import io.securitybaseline.testing.TestNamespaces;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * What finalizers that a tenant adds to the operator's policies can delay, and what they cannot.
 */
class DeletionBlockedIT {

  private static final String FIRST = TestNamespaces.POLICY;
  private static final String SECOND = FIRST + "-2";
  private static final String HOLD = "example.com/hold";

  @RegisterExtension static final OperatorUnderTest operator = OperatorUnderTest.withSystemClock();

  private final TestNamespaces namespaces = operator.namespaces();
  private final List<String> held = new ArrayList<>();

  @AfterEach
  void release() {
    held.forEach(namespace ->
        namespaces
            .policyResource(namespace)
            .patch(PatchContext.of(PatchType.JSON_MERGE), "{\"metadata\":{\"finalizers\":null}}"));
    held.clear();
  }

  @Test
  void theBaselineGoesAndAnEventNamesWhatStays() {
    String blocked = namespaces.create("blocked");
    String other = namespaces.create("other");
    coverAndHold(blocked);
    eventually(() -> assertThat(namespaces.policy(other)).isPresent());
    String uid = operator.baseline().uid();

    operator.baseline().delete();

    assertThat(namespaces.policy(other)).isEmpty();
    NetworkPolicy left = namespaces.policy(blocked).orElseThrow();
    assertThat(left.isMarkedForDeletion()).isTrue();
    assertThat(left.getMetadata().getFinalizers()).containsExactly(HOLD);
    eventually(() ->
        assertThat(leftBehind(uid))
            .singleElement()
            .satisfies(event ->
                assertThat(event.getMessage())
                    .contains("namespace " + blocked, FIRST, HOLD)
                    .doesNotContain(other)));
  }

  @Test
  void aPolicyThatIsBeingDeletedIsReplacedUnderTheNextName() {
    String blocked = namespaces.create("replaced");
    coverAndHold(blocked);

    namespaces.policyResource(blocked).delete();

    eventually(() -> assertThat(names(blocked)).containsExactly(FIRST, SECOND));
    eventually(() ->
        assertThat(operator.baseline().counts().restricted())
            .isEqualTo(namespaces.living().size()));
  }

  @Test
  void aPolicyThatIsBeingDeletedIsNotOpenedMeanwhileAndThenGoes() {
    String blocked = namespaces.create("opened");
    coverAndHold(blocked);
    namespaces.policyResource(blocked).delete();
    eventually(() -> assertThat(names(blocked)).containsExactly(FIRST, SECOND));
    AuditLog log = operator.auditLogFromNow();

    edit(
        namespaces.policyResource(blocked),
        it -> it.getSpec().setEgress(List.of(new NetworkPolicyEgressRule())));

    eventually(() ->
        assertThat(namespaces.policy(blocked).orElseThrow().getSpec().getEgress())
            .singleElement()
            .satisfies(rule -> assertThat(rule.getTo()).isNotEmpty()));
    release();
    eventually(() -> assertThat(names(blocked)).containsExactly(SECOND));
    operator.baseline().requestPass();
    operator.baseline().awaitReady();
    eventually(() ->
        assertThat(log.writes().stream().filter(it -> it.namespace().equals(blocked)))
            .extracting(AuditLog.Request::verb, AuditLog.Request::name)
            .containsExactly(tuple("patch", FIRST)));
  }

  private void coverAndHold(String namespace) {
    operator.baseline().applyAndSettle(Specs.ENFORCE_ON_CALICO);
    eventually(() -> assertThat(namespaces.policy(namespace)).isPresent());
    edit(namespaces.policyResource(namespace), it -> it.getMetadata().setFinalizers(List.of(HOLD)));
    held.add(namespace);
  }

  private List<String> names(String namespace) {
    return namespaces.policies(namespace).stream()
        .map(policy -> policy.getMetadata().getName())
        .toList();
  }

  private static List<Event> leftBehind(String uid) {
    return operator
        .cluster()
        .client()
        .v1()
        .events()
        .inNamespace("default")
        .list()
        .getItems()
        .stream()
        .filter(event -> uid.equals(event.getInvolvedObject().getUid()))
        .filter(event -> event.getReason().equals("LeftBehind"))
        .toList();
  }
}
