package io.securitybaseline.facts.azure.graph;

import static org.assertj.core.api.Assertions.assertThat;

import io.securitybaseline.facts.azure.Failure;
import io.securitybaseline.facts.azure.Failure.Kind;
import io.securitybaseline.facts.azure.directory.DirectoryReader;
import io.securitybaseline.facts.azure.directory.DirectoryReader.Answers;
import io.securitybaseline.facts.azure.directory.Membership;
import io.securitybaseline.testing.azure.AzureServer;
import io.securitybaseline.testing.azure.Reply;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of answers that are not what was hoped for. */
class GraphFailuresTest extends AgainstGraph {

  @Test
  void throttlingWithinABatchCostsTheThrottledCallsOnly() {
    graph().once("/users/bob", 429, Map.of("Retry-After", "7"));

    Answers answers = ask(Set.of(), "alice@contoso.com", "bob@contoso.com");

    assertThat(of(answers, "alice@contoso.com")).isEqualTo(new Membership.Member());
    assertThat(of(answers, "bob@contoso.com")).isNull();
    Failure failure = answers.failure().orElseThrow();
    assertThat(failure.kind()).isEqualTo(Kind.THROTTLED);
    assertThat(failure.retryAfter()).contains(Duration.ofSeconds(7));
  }

  @Test
  void throttlingOfAWholeBatchEndsTheRound() {
    azure.on(AzureServer.BATCH, Reply.error(429, "TooManyRequests", Map.of("Retry-After", "9")));

    Answers answers = ask(Set.of(DEVS), "alice@contoso.com");

    assertThat(answers.failure().flatMap(Failure::retryAfter)).contains(Duration.ofSeconds(9));
    assertThat(answered).containsExactly(429);
  }

  @Test
  void aFaultOfOneCallCostsThatCallOnly() {
    graph().once("/users/alice", 503, Map.of());

    Answers answers = ask(Set.of(), "alice@contoso.com", "bob@contoso.com");

    assertThat(of(answers, "alice@contoso.com")).isNull();
    assertThat(of(answers, "bob@contoso.com")).isEqualTo(new Membership.NotAMember());
    assertThat(answers.failure().map(Failure::kind)).contains(Kind.FAULT);
  }

  @Test
  void missingPermissionsAreNamed() {
    graph().permitted(false);

    Answers answers = ask(Set.of(DEVS), "alice@contoso.com");

    assertThat(answers.users()).isEmpty();
    Failure failure = answers.failure().orElseThrow();
    assertThat(failure.kind()).isEqualTo(Kind.FORBIDDEN);
    assertThat(failure.message()).contains("User.Read.All", "GroupMember.Read.All");
  }

  @Test
  void oneForbiddenUserCostsNoOther() {
    graph().once("/users/bob", 403, Map.of());

    Answers answers = ask(Set.of(), "alice@contoso.com", "bob@contoso.com");

    assertThat(of(answers, "alice@contoso.com")).isEqualTo(new Membership.Member());
    assertThat(of(answers, "bob@contoso.com")).isInstanceOf(Membership.Unknown.class);
    assertThat(answers.failure()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "<html>proxy</html>", "{}", "[]", "{\"responses\":[{\"id\":\"99\"}]}"})
  void anAnswerThatIsNoneIsAFailure(String body) {
    azure.on(AzureServer.BATCH, Reply.json(body));

    Answers answers = ask(Set.of(DEVS), "alice@contoso.com");

    assertThat(answers.users()).isEmpty();
    assertThat(answers.groups()).isEmpty();
    assertThat(answers.failure().map(Failure::kind)).contains(Kind.UNREADABLE);
  }

  @Test
  void aTokenThatIsRejectedIsAFailureOfTheSignIn() {
    DirectoryReader reader = reader();
    reader.read(request(Set.of(DEVS)));
    azure.revokeTokens();

    assertThat(reader.read(request(Set.of(DEVS))).failure().map(Failure::kind))
        .contains(Kind.NOT_SIGNED_IN);
  }
}
