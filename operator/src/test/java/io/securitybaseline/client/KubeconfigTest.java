package io.securitybaseline.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.client.Config;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The client takes a default for whatever a kubeconfig lacks; a user has to hear of it instead. */
class KubeconfigTest {

  private static final String GOOD =
      """
      current-context: on
      contexts:
      - {name: on, context: {cluster: c, user: u}}
      - {name: other, context: {cluster: d, user: u, namespace: shop}}
      - {name: half, context: {cluster: c, user: nobody}}
      - {name: bare, context: {cluster: e, user: u}}
      - {name: plugin, context: {cluster: c, user: p}}
      clusters:
      - {name: c, cluster: {server: "https://one.example"}}
      - {name: d, cluster: {server: "https://two.example"}}
      - {name: e, cluster: {}}
      users:
      - {name: u, user: {token: t}}
      - {name: p, user: {exec: {apiVersion: v1, command: no-such-plugin}}}
      """;

  @TempDir private Path folder;

  @Test
  void theCurrentContextIsTaken() throws IOException {
    assertThat(config(GOOD, null).getMasterUrl()).isEqualTo("https://one.example/");
  }

  @Test
  void anotherContextIsTakenByName() throws IOException {
    Config config = config(GOOD, "other");

    assertThat(config.getMasterUrl()).isEqualTo("https://two.example/");
    assertThat(config.getNamespace()).isEqualTo("shop");
    assertThat(config.getAutoOAuthToken()).isEqualTo("t");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "nosuch | has no context nosuch: it has bare, half, on, other, plugin",
        "half | context half refers to user nobody, which does not exist",
        "bare | cluster e has no server",
        "plugin | the credential plugin no-such-plugin of user p returns no credentials",
      })
  void aContextThatCannotWorkIsExplained(String context, String message) {
    assertThatThrownBy(() -> config(GOOD, context))
        .isInstanceOf(CommandFailure.class)
        .hasMessageContaining(message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''                                  | has no contexts: the file is empty or not a"
            + " kubeconfig",
        "'apiVersion: v1'                    | has no contexts: the file is empty or not a"
            + " kubeconfig",
        "'contexts: ['                       | :1:12: is not YAML",
        "'contexts: [{name: a, context: {}}]'| has no current context: choose one with --context"
            + " (a)",
        "'just text'                         | has no contexts",
      })
  void aFileThatIsNoKubeconfigIsExplained(String text, String message) {
    assertThatThrownBy(() -> config(text, null))
        .isInstanceOf(CommandFailure.class)
        .hasMessageStartingWith("kubeconfig " + folder)
        .hasMessageContaining(message);
  }

  @Test
  void aFileThatIsMissingIsNamed() {
    assertThatThrownBy(() -> Kubeconfig.config(Optional.of(folder.resolve("no")), Optional.empty()))
        .hasMessage("kubeconfig %s: the file does not exist", folder.resolve("no"));
  }

  @Test
  void pathsInTheFileAreRelativeToIt() throws IOException {
    Config config =
        config(
            """
            current-context: on
            contexts: [{name: on, context: {cluster: c, user: u}}]
            clusters:
            - {name: c, cluster: {server: "https://one.example", certificate-authority: pki/ca.crt}}
            users:
            - {name: u, user: {client-certificate: pki/me.crt, client-key: pki/me.key}}
            """,
            null);

    assertThat(config.getCaCertFile()).isEqualTo(folder.resolve("pki/ca.crt").toString());
    assertThat(config.getClientCertFile()).isEqualTo(folder.resolve("pki/me.crt").toString());
    assertThat(config.getClientKeyFile()).isEqualTo(folder.resolve("pki/me.key").toString());
    assertThat(config.getFile()).isEqualTo(folder.resolve("kubeconfig").toFile());
  }

  @Test
  void aFileThatChangesIsReadAgain() throws IOException {
    Config config = config(GOOD, "other");
    assertThat(config.refresh()).isSameAs(config);

    Path file = folder.resolve("kubeconfig");
    Files.writeString(file, GOOD.replace("token: t", "token: new"));
    Files.setLastModifiedTime(file, FileTime.from(Instant.EPOCH));

    assertThat(config.refresh().getAutoOAuthToken()).isEqualTo("new");
  }

  @Test
  void aFileThatCannotBeReadAnyMoreChangesNothing() throws IOException {
    Config config = config(GOOD, "other");
    Files.delete(folder.resolve("kubeconfig"));

    assertThat(config.refresh()).isSameAs(config);
  }

  @Test
  void aFieldOfTheWrongTypeIsNamed() {
    assertThatThrownBy(() -> config(GOOD + "preferences: [1]\n", null))
        .isInstanceOf(CommandFailure.class)
        .hasMessageStartingWith("kubeconfig " + folder)
        .hasMessageContaining("preferences");
  }

  @Test
  void emptyPartsAreLeftOut() throws IOException {
    assertThat(config(GOOD.replace("users:\n", "users:\n-\n"), null).getAutoOAuthToken())
        .isEqualTo("t");
  }

  private Config config(String text, @Nullable String context) throws IOException {
    Path file = Files.writeString(folder.resolve("kubeconfig"), text);
    return Kubeconfig.config(Optional.of(file), Optional.ofNullable(context));
  }
}
