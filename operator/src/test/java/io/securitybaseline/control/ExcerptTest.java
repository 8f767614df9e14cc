package io.securitybaseline.control;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.securitybaseline.EverySeed;
import io.securitybaseline.Seeds;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExcerptTest {
  @ParameterizedTest(name = "{0} in {1} bytes: {2}")
  @CsvSource({
    "'', 10, ''",
    "abcdef, 6, abcdef",
    "abcdef, 5, ab…",
    "abcdef, 3, …",
    "äöü, 6, äöü",
    "äöü, 5, ä…",
    "日本語, 9, 日本語",
    "日本語, 8, 日…",
    "a😀b, 6, a😀b",
    "a😀b, 5, a…",
  })
  void cutsBetweenCharacters(String text, int bytes, String expected) {
    assertThat(Excerpt.of(text, bytes)).isEqualTo(expected);
  }

  @EverySeed
  void fitsAndIsTheBeginning(long seed) {
    var random = Seeds.random(seed);
    StringBuilder builder = new StringBuilder();
    for (int i = random.nextInt(30); i > 0; i--) {
      builder.append(
          Seeds.oneOf(
              random,
              "a",
              "\u007f",
              "\u0080",
              "ß",
              "\u07ff",
              "\u0800",
              "\uffff",
              "\ud800\udc00",
              "😀"));
    }
    String text = Printable.of(builder.toString());
    int most = 3 + random.nextInt(40);

    String excerpt = Excerpt.of(builder.toString(), most);

    assertThat(excerpt.getBytes(UTF_8)).hasSizeLessThanOrEqualTo(most);
    if (text.getBytes(UTF_8).length <= most) {
      assertThat(excerpt).isEqualTo(text);
    } else {
      assertThat(excerpt).endsWith("…");
      assertThat(text).startsWith(excerpt.substring(0, excerpt.length() - 1));
      // An ellipsis takes three bytes and a character no more than four.
      assertThat(excerpt.getBytes(UTF_8)).hasSizeGreaterThan(most - 4);
    }
  }
}
