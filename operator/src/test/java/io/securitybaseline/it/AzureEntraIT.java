package io.securitybaseline.it;

import static io.securitybaseline.testing.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.securitybaseline.api.status.BindingFinding;
import io.securitybaseline.api.status.GroupBindingsStatus;
import io.securitybaseline.testing.azure.AzureServer;
import io.securitybaseline.testing.azure.Documents;
import io.securitybaseline.testing.azure.Reply;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Groups take the place of users only where Azure reports that groups match any client. */
class AzureEntraIT {

  private static final String SPEC =
      UserBindings.spec("Enforce", "entraIntegration: Auto")
          + "cluster: {resourceId: \"%s\"}\n".formatted(AzureServer.CLUSTER.path());
  private static final String ENTRA_OFF = "cluster: {properties: {aadProfile: null}}";

  @TempDir static Path folder;

  private static AzureOperator operator;
  private static UserBindings bindings;

  private String namespace = "";

  @BeforeAll
  static void start() {
    operator = AzureOperator.start(folder, UserBindings.CHART_VALUES);
    bindings = new UserBindings(operator.cluster().client());
  }

  @AfterAll
  static void stop() {
    operator.close();
  }

  @BeforeEach
  void aBindingOfAUser() {
    namespace = operator.namespaces().create("entra");
    bindings.create(namespace, "devs", "edit", "alice@contoso.com");
  }

  @AfterEach
  void remove() {
    operator.reset();
  }

  @Test
  void withEntraIdTheGroupReplacesUsers() {
    Documents.sound().serve(operator.azure());
    operator.baseline().apply(SPEC);

    eventually(() -> assertThat(subject()).isEqualTo("Group/" + UserBindings.GROUP));
  }

  @Test
  void withoutEntraIdNothingIsReplacedUntilItIsOn() {
    Documents.sound().but(ENTRA_OFF).serve(operator.azure());
    operator.baseline().applyAndSettle(SPEC);

    assertRefused("EntraOff", "enable the Entra ID integration");

    Documents.sound().serve(operator.azure());
    operator.baseline().requestPass();
    eventually(() -> assertThat(subject()).isEqualTo("Group/" + UserBindings.GROUP));
  }

  @Test
  void whereAzureDoesNotAnswerNothingIsReplaced() {
    operator.azure().on("cluster", Reply.error(503, "ServiceUnavailable"));
    operator.baseline().applyAndSettle(SPEC);

    assertRefused("EntraUnknown", "entraIntegration: Assume");
  }

  private void assertRefused(String reason, String remedy) {
    eventually(() ->
        assertThat(finding())
            .hasValueSatisfying(it -> {
              assertThat(it.reason()).isEqualTo(reason);
              assertThat(it.message()).contains(remedy);
            }));
    assertThat(subject()).isEqualTo("User/alice@contoso.com");
  }

  private String subject() {
    return String.join(", ", bindings.subjects(namespace, "devs"));
  }

  private Optional<BindingFinding> finding() {
    GroupBindingsStatus section =
        Objects.requireNonNull(operator.baseline().status().groupBindings());
    return section.worst().stream().filter(it -> namespace.equals(it.namespace())).findFirst();
  }
}
