package io.securitybaseline.facts.azure.arm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.azure.identity.CredentialUnavailableException;
import io.securitybaseline.facts.azure.Attempt;
import io.securitybaseline.facts.azure.Failure;
import io.securitybaseline.facts.azure.Failure.Kind;
import io.securitybaseline.facts.azure.ManagedClusterReader;
import io.securitybaseline.facts.azure.client.Failures;
import io.securitybaseline.testing.azure.AzureServer;
import io.securitybaseline.testing.azure.Reply;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Signing in, and what is said where it fails. */
class CredentialsTest extends AgainstAzure {

  @Test
  void tokenIsKeptForTheNextRound() {
    ManagedClusterReader reader = reader(PATIENCE);
    reader.read();
    reader.read();

    assertThat(azure.asked()).filteredOn(it -> it.name().equals("token")).hasSize(1);
  }

  /** Tokens live for a day: who holds one that was revoked has to sign in again to get another. */
  @Test
  void anExpiredTokenIsARejectedSignInAndANewReaderGetsAnother() {
    ManagedClusterReader reader = reader(PATIENCE);
    reader.read();
    azure.revokeTokens();

    assertThat(failure(reader.read()).kind()).isEqualTo(Kind.NOT_SIGNED_IN);
    assertThat(reader(PATIENCE).read()).isInstanceOf(Attempt.Succeeded.class);
  }

  @ParameterizedTest
  @CsvSource({
    "401, AADSTS700024, check the clock of the node",
    "401, AADSTS700213, no federated credential has this ServiceAccount",
    "400, AADSTS700016, correct workloadIdentity.clientId",
    "400, AADSTS90002, correct workloadIdentity.tenantId",
    "401, AADSTS1234567, see Microsoft's page on that code"
  })
  void aRejectedSignInHasItsCodeAndAStableMessage(int status, String code, String hint) {
    azure.on("token", Reply.entraError(status, code));

    Failure failure = failure();

    assertThat(failure.kind()).isEqualTo(Kind.NOT_SIGNED_IN);
    assertThat(failure.message()).contains(code, hint);
    assertThat(failure()).isEqualTo(failure);
    assertThat(azure.armRequests()).isEmpty();
  }

  @Test
  void tokenEndpointThatFailsIsNoReasonToKnockThere() {
    azure.on("token", Reply.of(500, Map.of(), "oops"));

    assertThat(failure().kind()).isEqualTo(Kind.UNREACHABLE);
    assertThat(azure.asked()).hasSize(1);
  }

  @Test
  void throttlingOfEntraIdIsNotTakenForThatOfTheSubscription() {
    azure.on("token", Reply.of(429, Map.of("Retry-After", "33"), "slow down"));

    Failure failure = failure();

    assertThat(failure.kind()).isEqualTo(Kind.THROTTLED);
    assertThat(failure.message()).contains("Entra ID").doesNotContain("subscription");
    assertThat(failure.retryAfter()).contains(Duration.ofSeconds(33));
  }

  @Test
  void withoutAzureCliTheAdviceIsToSignInByIt() {
    Failure failure = Failures.of(new CredentialUnavailableException("not installed"), "action");

    assertThat(failure.kind()).isEqualTo(Kind.NOT_SIGNED_IN);
    assertThat(failure.message()).contains("az login").doesNotContain("workload");
  }

  @Test
  void certificateIsNamedAsNotSupported() {
    assertThatIllegalArgumentException()
        .isThrownBy(() ->
            source(Map.of("AZURE_CLIENT_CERTIFICATE_PATH", "/certs/a.pem"), PATIENCE)
                .open(AzureServer.CLUSTER))
        .withMessageContaining("AZURE_CLIENT_CERTIFICATE_PATH");
  }

  @Test
  void federatedTokenThatIsNotThereIsSaid() {
    Map<String, String> environment = new HashMap<>(azure.environment(folder));
    environment.put("AZURE_FEDERATED_TOKEN_FILE", folder.resolve("absent").toString());

    assertThat(failure(environment).kind()).isEqualTo(Kind.NOT_SIGNED_IN);
    assertThat(azure.asked()).isEmpty();
  }

  @Test
  void clientSecretOfTheEnvironmentSignsInToo() {
    Map<String, String> environment = new HashMap<>(azure.environment(folder));
    environment.remove("AZURE_FEDERATED_TOKEN_FILE");
    environment.put("AZURE_CLIENT_SECRET", "a-secret");

    assertThat(source(environment, PATIENCE).open(AzureServer.CLUSTER).read())
        .isInstanceOf(Attempt.Succeeded.class);
    assertThat(azure.asked().getFirst().body()).contains("client_secret=a-secret");
  }

  @Test
  void podWithoutAnIdentityIsReportedHowToGetOne() {
    assertThatIllegalArgumentException()
        .isThrownBy(() ->
            source(Map.of("KUBERNETES_SERVICE_HOST", "10.0.0.1"), PATIENCE)
                .open(AzureServer.CLUSTER))
        .withMessageContainingAll("workloadIdentity.clientId", "--enable-workload-identity");
  }

  @Test
  void variableThatMakesNoSenseIsNamed() {
    assertThatIllegalArgumentException()
        .isThrownBy(() ->
            source(Map.of("AZURE_RESOURCE_MANAGER_ENDPOINT", "http://example.com"), PATIENCE)
                .open(AzureServer.CLUSTER))
        .withMessageContaining("AZURE_RESOURCE_MANAGER_ENDPOINT");
    assertThatIllegalArgumentException()
        .isThrownBy(() ->
            source(Map.of("AZURE_FEDERATED_TOKEN_FILE", "/x"), PATIENCE).open(AzureServer.CLUSTER))
        .withMessageContaining("AZURE_TENANT_ID");
  }

  @Test
  void certificateThatIsNotTrustedIsNoConnection() {
    Attempt attempt =
        new ArmReaderSource(
                () -> azure.environment(folder), HttpClient::newBuilder, PATIENCE, answered::add)
            .open(AzureServer.CLUSTER)
            .read();

    assertThat(failure(attempt).kind()).isEqualTo(Kind.UNREACHABLE);
  }
}
