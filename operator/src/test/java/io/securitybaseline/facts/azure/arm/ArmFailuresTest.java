package io.securitybaseline.facts.azure.arm;

import static org.assertj.core.api.Assertions.assertThat;

import io.securitybaseline.facts.azure.Attempt;
import io.securitybaseline.facts.azure.Failure;
import io.securitybaseline.facts.azure.Failure.Kind;
import io.securitybaseline.facts.azure.ManagedClusterFacts;
import io.securitybaseline.testing.GeneratedFile;
import io.securitybaseline.testing.azure.Reply;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of answers that are not what was hoped for. */
class ArmFailuresTest extends AgainstAzure {

  @Test
  void throttlingEndsTheRoundWithItsDuration() {
    azure.on("versions", Reply.error(429, "Throttled", Map.of("Retry-After", "77")));

    ManagedClusterFacts facts = facts();

    assertThat(azure.armRequests()).containsExactly("cluster", "upgrades", "versions");
    assertThat(facts.upgrades().known()).isPresent();
    assertThat(facts.failures().map(Failure::kind)).hasSize(5).containsOnly(Kind.THROTTLED);
    assertThat(facts.supported().missing().flatMap(Failure::retryAfter))
        .contains(Duration.ofSeconds(77));
  }

  @ParameterizedTest
  @ValueSource(strings = {"<html>sign in to the proxy</html>", "{\"properties\":", "[]", "{}", ""})
  void answerThatIsNoneIsUnreadable(String body) {
    azure.on("cluster", Reply.of(200, Map.of("Content-Type", "application/json"), body));

    assertThat(failure().kind()).isEqualTo(Kind.UNREADABLE);
  }

  @Test
  void partThatIsNoneIsUnreadableAlone() {
    azure.on("versions", Reply.json("<html>"));
    azure.on("preview", Reply.json("{}"));

    ManagedClusterFacts facts = facts();

    assertThat(facts.supported().missing().map(Failure::kind)).contains(Kind.UNREADABLE);
    assertThat(facts.podLinkLocalAccess().missing().map(Failure::kind)).contains(Kind.UNREADABLE);
    assertThat(facts.failures()).hasSize(2);
  }

  @ParameterizedTest
  @CsvSource({"400, NoRegisteredProviderFound", "404, InvalidResourceType"})
  void previewVersionThatWasCleanedUpIsNamed(int status, String code) {
    azure.on("preview", Reply.error(status, code));

    Failure failure = facts().podLinkLocalAccess().missing().orElseThrow();

    assertThat(failure.kind()).isEqualTo(Kind.VERSION_REFUSED);
    assertThat(failure.message()).contains("SBO_AKS_PREVIEW_API_VERSION");
  }

  @Test
  void silenceEndsAfterAWhile() {
    CountDownLatch end = new CountDownLatch(1);
    azure.on("cluster", Reply.silentUntil(end));

    assertThat(failure(Duration.ofMillis(500)).kind()).isEqualTo(Kind.UNREACHABLE);
    end.countDown();
  }

  @Test
  void bodyThatNeverEndsIsGivenUp() {
    CountDownLatch end = new CountDownLatch(1);
    azure.on("cluster", Reply.slowUntil(end));

    assertThat(failure(Duration.ofMillis(500)).kind()).isEqualTo(Kind.UNREACHABLE);
    end.countDown();
  }

  @Test
  void connectionRefused() {
    Map<String, String> environment = new HashMap<>(azure.environment(folder));
    environment.put("AZURE_RESOURCE_MANAGER_ENDPOINT", "https://127.0.0.1:1");

    assertThat(failure(environment).kind()).isEqualTo(Kind.UNREACHABLE);
  }

  @ParameterizedTest
  @CsvSource({
    "401, NOT_SIGNED_IN",
    "403, FORBIDDEN",
    "404, NOT_FOUND",
    "409, BUSY",
    "429, THROTTLED",
    "408, FAULT",
    "500, FAULT",
    "503, FAULT"
  })
  void clusterThatCannotBeReadIsAFailureOfOneRequest(int status, Kind expected) {
    azure.on("cluster", Reply.error(status, "Code"));

    assertThat(failure().kind()).isEqualTo(expected);
    assertThat(azure.armRequests()).containsExactly("cluster");
    assertThat(answered).containsExactly(status);
  }

  @Test
  void roleOfTheDocsHasExactlyWhatIsMissedWithoutIt() {
    Set<String> missed = new TreeSet<>();
    for (String name : List.of("cluster", "upgrades", "versions", "maintenance", "pool/arm")) {
      sound();
      azure.on(name, Reply.error(403, "AuthorizationFailed"));
      Attempt attempt = reader(PATIENCE).read();
      missed.addAll(
          actions(
              attempt instanceof Attempt.Succeeded(ManagedClusterFacts facts)
                  ? facts.failures().findFirst().orElseThrow().message()
                  : failure(attempt).message()));
    }
    String page = GeneratedFile.read("docs/azure.md");
    String role = page.substring(page.indexOf("**3. A role**"), page.indexOf("**4. The chart.**"));

    assertThat(actions(role)).isEqualTo(missed).hasSize(5);
  }

  private static Set<String> actions(String text) {
    return Pattern.compile("Microsoft\\.ContainerService/[A-Za-z/]+/read")
        .matcher(text)
        .results()
        .map(MatchResult::group)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @ParameterizedTest
  @CsvSource({
    "upgrades, Microsoft.ContainerService/managedClusters/upgradeProfiles/read",
    "versions, Microsoft.ContainerService/locations/kubernetesVersions/read",
    "maintenance, Microsoft.ContainerService/managedClusters/maintenanceConfigurations/read",
    "pool/arm, Microsoft.ContainerService/managedClusters/agentPools/upgradeProfiles/read"
  })
  void missingRightCostsNoMoreThanWhatItIsFor(String name, String action) {
    azure.on(name, Reply.error(403, "AuthorizationFailed"));

    List<Failure> failures = facts().failures().toList();

    assertThat(failures).hasSize(1);
    assertThat(failures.getFirst().kind()).isEqualTo(Kind.FORBIDDEN);
    assertThat(failures.getFirst().message()).contains(action);
    assertThat(azure.armRequests()).hasSize(7);
  }
}
