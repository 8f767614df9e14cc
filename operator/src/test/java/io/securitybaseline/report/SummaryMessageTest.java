package io.securitybaseline.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.securitybaseline.EverySeed;
import io.securitybaseline.GeneratedText;
import io.securitybaseline.Seeds;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The column MESSAGE of kubectl get. */
class SummaryMessageTest {

  @Test
  void headlinesAreJoinedAndEachIsThereOnce() {
    assertThat(SummaryMessage.of(List.of("IMDS: 5 of 7 namespaces exposed", "1 user binding")))
        .isEqualTo("IMDS: 5 of 7 namespaces exposed; 1 user binding");
    assertThat(SummaryMessage.of(List.of("cluster: NotConfigured", "cluster: NotConfigured")))
        .isEqualTo("cluster: NotConfigured");
  }

  @Test
  void headlinesThatDoNotFitAreLeftOutAsAWhole() {
    String first = "a".repeat(60);
    String second = "b".repeat(50);

    assertThat(SummaryMessage.of(List.of(first, second, "three nodes")))
        .isEqualTo(first + "; " + second + "; …");
    assertThat(SummaryMessage.of(List.of(first, first + "b", "c"))).isEqualTo(first + "; …");
  }

  @Test
  void oneThatIsTooLongIsCutBetweenWords() {
    assertThat(SummaryMessage.of(List.of("word ".repeat(40)))).endsWith("word…").hasSize(120);
  }

  @EverySeed
  void neverLongerThanTheColumnAndNeverHalfACharacter(long seed) {
    var random = Seeds.random(seed);
    List<String> headlines =
        Stream.generate(() -> GeneratedText.of(random, 200)).limit(random.nextInt(6)).toList();

    String message = SummaryMessage.of(headlines.stream().map(this::headline).toList());

    assertThat(message).hasSizeLessThanOrEqualTo(SummaryMessage.MOST_CHARACTERS);
    assertThat(GeneratedText.isWellFormed(message)).isTrue();
  }

  private String headline(String text) {
    return ConditionValue.ofFalse("Reason", "").withHeadline(text).headline();
  }
}
