package io.securitybaseline.it;

import static io.securitybaseline.it.Admission.USER_BINDINGS;
import static io.securitybaseline.it.Admission.add;
import static io.securitybaseline.it.Admission.assertDone;
import static io.securitybaseline.it.Admission.assertRefused;
import static io.securitybaseline.it.Admission.bind;
import static io.securitybaseline.testing.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.securitybaseline.controlplane.ControlPlane;
import io.securitybaseline.controlplane.KubectlResult;
import io.securitybaseline.testing.OperatorUnderTest;
import io.securitybaseline.testing.Person;
import io.securitybaseline.testing.ProgramRun;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Who binds users by name, as real users of a cluster, with the policy that the operator made. */
class PreventionIT {

  private static final String MORE = "entraIntegration: Assume\n  prevention: ";
  private static final String DENY = UserBindings.spec("Enforce", MORE + "Deny");

  private static final int MANY = 1000;

  /** The write of a rollback, by a user who may not change the baseline. */
  private static final String FORGED_ROLLBACK =
      """
      [{"op":"remove","path":"/metadata/annotations/securitybaseline.io~1replaced-subjects"},
       {"op":"replace","path":"/subjects","value":
        [{"kind":"User","apiGroup":"rbac.authorization.k8s.io","name":"alice@contoso.com"}]}]
      """;

  @RegisterExtension
  static final OperatorUnderTest operator =
      OperatorUnderTest.withSystemClock().withChartValues(UserBindings.CHART_VALUES);

  private final Admission admission = new Admission(operator.cluster());
  private final UserBindings bindings = new UserBindings(operator.cluster().client());
  private final Person tenant = new Person(ControlPlane.shared(), "tina@contoso.com", "tenants");

  /** Holds cluster-admin by RBAC, as an Entra ID group of administrators does. */
  private final Person admin = new Person(ControlPlane.shared(), "root@contoso.com", "admins");

  private final Person breakGlass =
      new Person(ControlPlane.shared(), "masterclient", "system:masters");

  @Test
  void theRejectionOfATenantNamesTheGroupToBind() {
    String namespace = namespace("denied");
    bindings.create(namespace, "old", "edit", "carol@fabrikam.com");
    apply(DENY, namespace);

    assertRefused(
        bind(tenant, namespace, "edit", "--user=alice@contoso.com"),
        "alice@contoso.com would be bound directly to ClusterRole edit: bind group"
            + " team-payments-dev ("
            + UserBindings.GROUP
            + ") instead");
    assertRefused(
        bind(tenant, namespace, "admin", "--user=alice@contoso.com", "--user=bob@contoso.com"),
        "alice@contoso.com and 1 more would be bound directly to ClusterRole admin:"
            + " SecurityBaseline default maps no group to this user and role");
    assertRefused(patch(namespace, "old", add("User", "eve@x.y")), "eve@x.y");
    assertThat(bindings.subjects(namespace, "old")).containsExactly("User/carol@fabrikam.com");
  }

  @Test
  void whatIsThereCanBeEditedAndGroupsBound() {
    String namespace = namespace("edited");
    bindings.create(namespace, "old", "edit", "", "carol@fabrikam.com", "dave@fabrikam.com");
    apply(DENY, namespace);

    assertDone(tenant.kubectl("-n", namespace, "label", "rolebinding", "old", "team=x"));
    assertDone(patch(namespace, "old", add("Group", "g")));
    assertDone(patch(namespace, "old", "[{\"op\":\"remove\",\"path\":\"/subjects/0\"}]"));
    assertThat(bindings.subjects(namespace, "old"))
        .containsExactly("User/dave@fabrikam.com", "Group/g");
    assertDone(bind(tenant, namespace, "edit", "--group=" + UserBindings.GROUP));
    assertDone(bind(tenant, namespace, "view", "--user=breakglass@contoso.com"));
    assertDone(bind(tenant, namespace, "view", "--serviceaccount=" + namespace + ":default"));
  }

  @Test
  void aBindingOfAThousandUsersCanStillBeEdited() {
    String namespace = namespace("many");
    String[] users =
        IntStream.range(0, MANY)
            .mapToObj(i -> "user-" + i + "@fabrikam.com")
            .toArray(String[]::new);
    bindings.create(namespace, "old", "edit", "", users);
    apply(DENY, namespace);

    assertDone(tenant.kubectl("-n", namespace, "label", "rolebinding", "old", "team=x"));
    assertDone(patch(namespace, "old", add("Group", "g")));
    assertRefused(
        bind(
            tenant,
            namespace,
            "edit",
            Stream.of(users).map(user -> "--user=" + user).toArray(String[]::new)),
        "user-0@fabrikam.com and 999 more");
  }

  @Test
  void warnLetsItThroughWithTheSameWords() {
    String namespace = namespace("warned");
    operator.baseline().applyAndSettle(UserBindings.spec("Enforce", MORE + "Warn"));
    admission.eventuallyDoes(USER_BINDINGS, "Warn", "Audit");

    eventually(() -> {
      KubectlResult result = bind(tenant, namespace, "edit", "--user=eve@fabrikam.com");
      assertThat(result.exitCode()).isZero();
      assertThat(result.stderr())
          .contains("Warning", "eve@fabrikam.com would be bound directly to ClusterRole edit");
    });
  }

  @Test
  void administratorsAreHeldToItAndBreakGlassIsNot() {
    String namespace = namespace("admins");
    apply(DENY, namespace);

    assertRefused(bind(admin, namespace, "edit", "--user=alice@contoso.com"), "team-payments-dev");
    assertRefused(
        admin.kubectl(
            "create",
            "clusterrolebinding",
            namespace,
            "--clusterrole=view",
            "--user=alice@contoso.com",
            "--dry-run=server"),
        "team-payments-dev");
    assertDone(bind(breakGlass, namespace, "view", "--user=eve@fabrikam.com"));
    assertDone(bind(admin, "kube-system", "view", "--user=alice@contoso.com"));
  }

  @Test
  void theOperatorSwapsAndAnAdministratorRollsBack() {
    String namespace = namespace("swapped");
    bindings.create(namespace, "devs", "edit", "alice@contoso.com");
    apply(DENY, namespace);
    eventually(() -> assertThat(bindings.record(namespace, "devs")).isPresent());

    // No client would replace her again, so that rollback runs although the policy is in force.
    operator.baseline().applyAndSettle(DENY.replace("*@contoso.com", "*@contoso.org"));
    eventually(() ->
        assertRefused(bind(admin, namespace, "edit", "--user=alice@contoso.com"), "maps no group"));
    // Both policies reject it, and the API server shows the message of one.
    KubectlResult forged = patch(namespace, "devs", FORGED_ROLLBACK);
    assertRefused(forged, "denied request");
    assertThat(forged.stderr())
        .containsAnyOf("alice@contoso.com", "the record from which rollback");
    assertThat(bindings.subjects(namespace, "devs")).containsExactly("Group/" + UserBindings.GROUP);

    ProgramRun done = rollback(admin, namespace);

    assertThat(done.output()).contains("restored alice@contoso.com");
    assertThat(bindings.subjects(namespace, "devs")).containsExactly("User/alice@contoso.com");
  }

  @Test
  void whereNothingIsReplacedNothingIsRejected() {
    String exempt = namespace("exempt");
    String excluded = namespace("sandbox");
    String outside = namespace("outside");
    String inside = namespace("inside");
    operator.namespaces().label(inside, Map.of("baseline", "canary"));
    operator.namespaces().label(exempt, Map.of("baseline", "canary"));
    operator.namespaces().label(excluded, Map.of("baseline", "canary"));
    apply(
        DENY
            + """
            rollout: {selector: {matchLabels: {baseline: canary}}}
            namespaces: {exclude: ["sandbox-*"]}
            exemptions:
            - {name: e, control: GroupBindings, namespaces: [%s], reason: r, owner: o, expiresOn: "2099-01-01"}
            """
                .formatted(exempt),
        inside);

    for (String namespace : List.of(exempt, excluded, outside)) {
      assertDone(bind(tenant, namespace, "edit", "--user=alice@contoso.com"));
    }
    assertDone(
        admin.kubectl(
            "create",
            "clusterrolebinding",
            outside,
            "--clusterrole=view",
            "--user=alice@contoso.com",
            "--dry-run=server"));
  }

  private String namespace(String what) {
    String namespace = operator.namespaces().create(what);
    admission.grant(namespace, "admin", "tenants");
    admission.grantAdministrators("admins");
    return namespace;
  }

  /** Applies the spec and waits until the API server acts by it in the namespace. */
  private void apply(String spec, String namespace) {
    operator.baseline().applyAndSettle(spec);
    admission.eventuallyDoes(USER_BINDINGS, "Deny");
    eventually(
        () -> assertRefused(bind(tenant, namespace, "edit", "--user=probe@contoso.com"), "probe"));
  }

  private KubectlResult patch(String namespace, String binding, String json) {
    return tenant.kubectl(
        "-n", namespace, "patch", "rolebinding", binding, "--type=json", "-p", json);
  }

  private static ProgramRun rollback(Person person, String namespace) {
    return ProgramRun.of(person.kubeconfig(), "rollback", "--namespace", namespace);
  }
}
