package io.securitybaseline.it;

import static io.securitybaseline.testing.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import io.securitybaseline.api.status.BindingFinding;
import io.securitybaseline.testing.AuditLog;
import io.securitybaseline.testing.OperatorUnderTest;
import io.securitybaseline.testing.ProgramRun;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Bindings that are unusual and legal: odd names, a thousand users, annotations of others. */
class UnusualBindingsIT {

  private static final int MANY = 1000;

  /** With it the annotations of a binding are 6 KiB short of what the API server takes. */
  private static final int OTHERS_BYTES = 250 * 1024;

  @RegisterExtension
  static final OperatorUnderTest operator =
      OperatorUnderTest.withSystemClock().withChartValues(UserBindings.CHART_VALUES);

  private final UserBindings bindings = new UserBindings(operator.cluster().client());

  @Test
  void anyNameThatRbacTakesIsSwappedAndRestored() {
    List<String> names = List.of("dev team", "team#1", "who?", "a\\b|c", "größe-€", "a:b@c_(1)");
    String namespace = operator.namespaces().create("odd");
    for (String name : names) {
      bindings.create(
          namespace, "\"" + name.replace("\\", "\\\\") + "\"", "edit", "alice@contoso.com");
    }

    bindings.create(namespace, "plain", "edit", "bob@contoso.com");

    operator.baseline().applyAndSettle(UserBindings.enforced());
    for (String name : Stream.concat(names.stream(), Stream.of("plain")).toList()) {
      eventually(() ->
          assertThat(UserBindings.subjects(binding(namespace, name).getSubjects()))
              .as(name)
              .containsExactly("Group/" + UserBindings.GROUP));
    }

    operator.baseline().applyAndSettle(UserBindings.spec("Audit", "entraIntegration: Assume"));
    for (String name : names) {
      ProgramRun done =
          ProgramRun.of(
              operator.cluster().controlPlane().kubeconfigFile(),
              "rollback",
              "--namespace",
              namespace,
              "--binding",
              name);
      assertThat(done.exitCode()).as(done.output()).isZero();
      assertThat(UserBindings.subjects(binding(namespace, name).getSubjects()))
          .as(name)
          .containsExactly("User/alice@contoso.com");
    }
    assertThat(bindings.subjects(namespace, "plain"))
        .containsExactly("Group/" + UserBindings.GROUP);
  }

  /** Cut in the middle of a pair, the name would be stored as another text than was written. */
  @Test
  void aNameThatIsCutAndOneThatDrivesTerminalsAreShownHarmlessAndWrittenOnce() {
    String namespace = operator.namespaces().create("odd");
    bindings.create(namespace, "smile", "view", "", "\uD83D\uDE00".repeat(60));
    bindings.create(namespace, "terminal", "view", "", "x\\u202e\\n\\u001b[2J@y.z");
    operator.baseline().applyAndSettle(UserBindings.spec("Audit", "entraIntegration: Assume"));
    eventually(() ->
        assertThat(
                Objects.requireNonNull(operator.baseline().status().groupBindings())
                    .worst()
                    .stream()
                    .filter(it -> namespace.equals(it.namespace()))
                    .map(BindingFinding::message))
            .anySatisfy(it -> assertThat(it).contains("\uD83D\uDE00…"))
            .anySatisfy(it -> assertThat(it).contains("x\\u202e\\n\\u001b[2J@y.z")));
    AuditLog log = operator.auditLogFromNow();

    for (int pass = 0; pass < 3; pass++) {
      double before = operator.evaluations();
      operator.baseline().requestPass();
      eventually(() -> assertThat(operator.evaluations()).isGreaterThan(before));
    }

    assertThat(log.requests())
        .filteredOn(request -> request.isWrite() && request.resource().equals("securitybaselines"))
        .isEmpty();
  }

  @Test
  void aThousandUsersAreReplacedInOneWrite() {
    String namespace = operator.namespaces().create("thousand");
    bindings.create(namespace, "devs", "edit", "", users());

    operator.baseline().applyAndSettle(UserBindings.enforced());

    eventually(() ->
        assertThat(bindings.subjects(namespace, "devs"))
            .containsExactly("Group/" + UserBindings.GROUP));
    assertThat(bindings.record(namespace, "devs"))
        .hasValueSatisfying(it -> assertThat(it).contains(users()));
  }

  @Test
  void usersStayIfOtherAnnotationsLeaveNoSpace() {
    String namespace = operator.namespaces().create("full");
    bindings.create(
        namespace,
        "devs",
        "edit",
        "annotations: {example.com/notes: \"%s\"}".formatted("x".repeat(OTHERS_BYTES)),
        users());

    operator.baseline().applyAndSettle(UserBindings.enforced());

    eventually(() ->
        assertThat(finding(namespace))
            .hasValueSatisfying(it -> {
              assertThat(it.reason()).isEqualTo("Refused");
              assertThat(it.message()).contains("annotations");
            }));
    assertThat(bindings.subjects(namespace, "devs")).hasSize(MANY);
  }

  private static String[] users() {
    return IntStream.range(0, MANY)
        .mapToObj("user-%d@contoso.com"::formatted)
        .toArray(String[]::new);
  }

  /** From the list: what a client makes of an odd name in a path is not tried here. */
  private static RoleBinding binding(String namespace, String name) {
    return operator
        .cluster()
        .client()
        .rbac()
        .roleBindings()
        .inNamespace(namespace)
        .list()
        .getItems()
        .stream()
        .filter(binding -> binding.getMetadata().getName().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static Optional<BindingFinding> finding(String namespace) {
    return Objects.requireNonNull(operator.baseline().status().groupBindings()).worst().stream()
        .filter(it -> namespace.equals(it.namespace()))
        .findFirst();
  }
}
