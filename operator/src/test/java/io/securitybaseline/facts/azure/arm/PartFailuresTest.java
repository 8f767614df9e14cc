package io.securitybaseline.facts.azure.arm;

import static org.assertj.core.api.Assertions.assertThat;

import io.securitybaseline.facts.azure.Failure;
import io.securitybaseline.facts.azure.Failure.Kind;
import io.securitybaseline.facts.azure.ManagedClusterFacts;
import io.securitybaseline.facts.azure.client.Timeouts;
import io.securitybaseline.testing.azure.Reply;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever Azure fails to do for one part costs that part alone. */
class PartFailuresTest extends AgainstAzure {

  private static final List<String> PARTS =
      List.of("upgrades", "versions", "maintenance", "preview", "pool/arm", "pool/nodepool1");

  private static final int REQUESTS = 1 + PARTS.size();

  @ParameterizedTest(name = "{1} for {0}")
  @MethodSource("faults")
  void aServerErrorAffectsOnlyItsPart(String part, int status) {
    azure.on(part, Reply.error(status, "SomeCode"));

    assertThat(kinds(facts())).containsExactly(Kind.FAULT);
    assertThat(azure.armRequests()).hasSize(REQUESTS);
  }

  static Stream<Arguments> faults() {
    return PARTS.stream()
        .flatMap(part -> Stream.of(500, 503, 408).map(status -> Arguments.of(part, status)));
  }

  @ParameterizedTest
  @MethodSource("parts")
  void connectionThatIsClosedInsteadOfAnAnswerCostsItsPartAlone(String part) {
    azure.on(part, _ -> {});

    assertThat(kinds(facts())).containsExactly(Kind.UNREACHABLE);
    assertThat(azure.armRequests()).containsAll(PARTS);
  }

  static List<String> parts() {
    return PARTS;
  }

  @Test
  void silenceCostsItsPartAlone() {
    reader(PATIENCE).read();
    CountDownLatch end = new CountDownLatch(1);
    azure.on("maintenance", Reply.silentUntil(end));

    List<Kind> kinds =
        kinds(succeeded(reader(new Timeouts(Duration.ofSeconds(10), PATIENCE.round())).read()));
    end.countDown();

    assertThat(kinds).containsExactly(Kind.UNREACHABLE);
  }

  private static List<Kind> kinds(ManagedClusterFacts facts) {
    return facts.failures().map(Failure::kind).toList();
  }
}
