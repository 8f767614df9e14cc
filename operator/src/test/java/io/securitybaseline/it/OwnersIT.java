package io.securitybaseline.it;

import static io.securitybaseline.testing.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import io.fabric8.kubernetes.api.model.rbac.Subject;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.securitybaseline.api.status.BindingFinding;
import io.securitybaseline.testing.MovableClock;
import io.securitybaseline.testing.OperatorUnderTest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Bindings that other clients own, by what the API server records of who wrote them. */
class OwnersIT {

  private static final MovableClock CLOCK = MovableClock.atPresent();
  private static final Duration UNTIL_ANOTHER_TIME = Duration.ofSeconds(4);

  @RegisterExtension
  static final OperatorUnderTest operator =
      OperatorUnderTest.with(CLOCK).withChartValues(UserBindings.CHART_VALUES);

  private static final String APPLICATIONS =
      """
      apiVersion: apiextensions.k8s.io/v1
      kind: CustomResourceDefinition
      metadata:
        name: applications.argoproj.io
        annotations: {api-approved.kubernetes.io: "unapproved, for a test"}
      spec:
        group: argoproj.io
        scope: Namespaced
        names: {kind: Application, plural: applications, singular: application, listKind: ApplicationList}
        versions:
        - name: v1alpha1
          served: true
          storage: true
          schema: {openAPIV3Schema: {type: object, x-kubernetes-preserve-unknown-fields: true}}
      """;

  private final UserBindings bindings = new UserBindings(operator.cluster().client());

  @AfterEach
  void resetClock() {
    CLOCK.reset();
    operator.cluster().removeCrd("applications.argoproj.io");
  }

  /** The label alone is one that charts set too, so the application decides. */
  @Test
  void whatAnApplicationTracksByLabelIsLeftAlone() {
    operator.cluster().installCrd(APPLICATIONS);
    HasMetadata application = application();
    String tracked = operator.namespaces().create("tracked");
    operator.cluster().client().resource(labelled(tracked, "shop")).create();
    // The kind is only watched from now on, and a binding counts as Argo CD's once that is seen.
    operator.baseline().applyAndSettle(UserBindings.spec("Audit", ""));
    eventually(() ->
        assertThat(messages(tracked)).singleElement().asString().contains("application shop"));
    operator.baseline().applyAndSettle(UserBindings.enforced());
    String elsewhere = operator.namespaces().create("elsewhere");
    operator.cluster().client().resource(labelled(elsewhere, "default_shop")).create();
    String chart = operator.namespaces().create("chart");
    operator.cluster().client().resource(labelled(chart, "web")).create();

    eventually(() ->
        assertThat(bindings.subjects(chart, "devs"))
            .containsExactly("Group/" + UserBindings.GROUP));
    for (String namespace : List.of(tracked, elsewhere)) {
      eventually(() ->
          assertThat(messages(namespace))
              .singleElement()
              .asString()
              .containsPattern("Argo CD application (default_)?shop owns this binding"));
      assertThat(bindings.subjects(namespace, "devs")).containsExactly("User/alice@contoso.com");
    }

    operator.cluster().client().resource(application).delete();
    eventually(() -> {
      operator.baseline().requestPass();
      assertThat(bindings.subjects(tracked, "devs")).containsExactly("Group/" + UserBindings.GROUP);
    });
  }

  private static HasMetadata application() {
    return operator
        .cluster()
        .apply(
            """
            apiVersion: argoproj.io/v1alpha1
            kind: Application
            metadata: {name: shop, namespace: default}
            spec: {project: default}
            """);
  }

  private static String labelled(String namespace, String instance) {
    return binding(namespace)
        .replace(
            "metadata: {",
            "metadata: {labels: {app.kubernetes.io/instance: %s}, ".formatted(instance));
  }

  @Test
  void whatAnotherClientAppliesIsLeftAlone() {
    String namespace = operator.namespaces().create("applied");
    operator
        .cluster()
        .client()
        .resource(binding(namespace))
        .fieldManager("sync-rbac")
        .serverSideApply();

    operator.baseline().applyAndSettle(UserBindings.enforced());

    eventually(() ->
        assertThat(messages(namespace))
            .singleElement()
            .asString()
            .contains("field manager sync-rbac applies this binding"));
    assertThat(bindings.subjects(namespace, "devs")).containsExactly("User/alice@contoso.com");
    assertThat(Objects.requireNonNull(operator.baseline().status().groupBindings()).reasons())
        .anySatisfy(each -> assertThat(each.reason()).isEqualTo("OwnedElsewhere"));
  }

  /** Terraform is known by its user agent, however long ago it wrote. */
  @Test
  void whatTerraformWroteIsLeftAlone() {
    String namespace = operator.namespaces().create("terraform");
    try (KubernetesClient terraform = operator.cluster().clientOf("HashiCorp")) {
      terraform.resource(binding(namespace)).create();
    }
    CLOCK.advance(Duration.ofDays(3));

    operator.baseline().applyAndSettle(UserBindings.enforced());

    eventually(() ->
        assertThat(messages(namespace))
            .singleElement()
            .asString()
            .contains("Terraform (field manager HashiCorp) owns this binding"));
    assertThat(bindings.subjects(namespace, "devs")).containsExactly("User/alice@contoso.com");
  }

  @Test
  void whatAnotherClientChangesIsLeftAloneForAnHour() {
    String namespace = operator.namespaces().create("changed");
    operator.cluster().client().resource(binding(namespace)).create();
    try (KubernetesClient sync = operator.cluster().clientOf("rbac-sync")) {
      addLater(sync, namespace, new Subject("rbac.authorization.k8s.io", "User", "x@y.z", null));
    }

    operator.baseline().applyAndSettle(UserBindings.enforced());

    eventually(() ->
        assertThat(messages(namespace))
            .anySatisfy(message ->
                assertThat(message).contains("field manager rbac-sync changed its subjects at")));
    assertThat(bindings.subjects(namespace, "devs")).contains("User/alice@contoso.com");

    // The API server's clock, by which the change counts, went on since this one began.
    CLOCK.advance(Duration.ofMinutes(90));
    operator.baseline().requestPass();

    eventually(() ->
        assertThat(bindings.subjects(namespace, "devs"))
            .containsExactly("Group/" + UserBindings.GROUP, "User/x@y.z"));
  }

  /** With kubectl, users make single changes, and nothing changes them back. */
  @Test
  void whatAUserChangesWithKubectlIsReplacedAtOnce() {
    String namespace = operator.namespaces().create("kubectl");
    operator.cluster().client().resource(binding(namespace)).create();
    addLater(
        operator.cluster().client(),
        namespace,
        new Subject("rbac.authorization.k8s.io", "User", "bob@contoso.com", null));

    operator.baseline().applyAndSettle(UserBindings.enforced());

    eventually(() ->
        assertThat(bindings.subjects(namespace, "devs"))
            .containsExactly("Group/" + UserBindings.GROUP));
  }

  /** At a time that the API server notes as another one than that of the creation. */
  private void addLater(KubernetesClient client, String namespace, Subject subject) {
    RoleBinding created = bindings.get(namespace, "devs");
    Instant later =
        Instant.parse(created.getMetadata().getCreationTimestamp()).plus(UNTIL_ANOTHER_TIME);
    eventually(() -> assertThat(Instant.now()).isAfter(later));
    created.getSubjects().add(subject);
    client.resource(created).update();
  }

  private static String binding(String namespace) {
    return """
    apiVersion: rbac.authorization.k8s.io/v1
    kind: RoleBinding
    metadata: {name: devs, namespace: %s}
    roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: edit}
    subjects: [{kind: User, apiGroup: rbac.authorization.k8s.io, name: alice@contoso.com}]
    """
        .formatted(namespace);
  }

  private static List<String> messages(String namespace) {
    return Objects.requireNonNull(operator.baseline().status().groupBindings()).worst().stream()
        .filter(finding -> namespace.equals(finding.namespace()))
        .filter(finding -> finding.reason().equals("OwnedElsewhere"))
        .map(BindingFinding::message)
        .toList();
  }
}
