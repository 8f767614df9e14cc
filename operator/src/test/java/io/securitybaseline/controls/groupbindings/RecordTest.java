package io.securitybaseline.controls.groupbindings;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The record in the annotation. */
class RecordTest {

  private static final String GROUP = "00000000-0000-4000-8000-000000000001";

  @Test
  void aThousandUsersFitAndSeveralThousandDoNot() {
    assertThat(ReplacedSubjects.NONE.plus(Map.of(GROUP, users(1000)), Set.of(GROUP)).isTooLarge())
        .isFalse();
    assertThat(ReplacedSubjects.NONE.plus(Map.of(GROUP, users(5000)), Set.of(GROUP)).isTooLarge())
        .isTrue();
  }

  @Test
  void whatIsWrittenIsReadAgain() {
    ReplacedSubjects written = ReplacedSubjects.NONE.plus(Map.of(GROUP, users(3)), Set.of(GROUP));

    assertThat(ReplacedSubjects.read(written.text())).contains(written);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "[]",
        "{}",
        "{\"groups\":{}}",
        "{\"groups\":{\"x\":null}}",
        "{\"groups\":[]}",
        "{\"groups\":{\"x\":{\"entered\":\"?\"}},\"returned\":0}",
        "alice"
      })
  void whateverElseIsUnreadable(String text) {
    assertThat(ReplacedSubjects.read(text)).isEmpty();
  }

  private static List<String> users(int count) {
    return IntStream.range(0, count)
        .mapToObj("a-name-of-usual-length-%d@contoso.com"::formatted)
        .toList();
  }
}
