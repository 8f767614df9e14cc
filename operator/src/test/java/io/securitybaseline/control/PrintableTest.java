package io.securitybaseline.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.securitybaseline.EverySeed;
import io.securitybaseline.Seeds;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** What tenants put into names and messages. */
class PrintableTest {

  private static final String HIGH = String.valueOf((char) 0xd83d);
  private static final String LOW = String.valueOf((char) 0xde00);

  @Test
  void ordinaryTextStaysTheSameObject() {
    String text = "NetworkPolicy allow-all: größer, 日本, \uD83D\uDE00 \\n";

    assertThat(Printable.of(text)).isSameAs(text);
  }

  @Test
  void controlCharactersAndOverridesBecomeEscapes() {
    assertThat(Printable.of("a\nb\rc\td")).isEqualTo("a\\nb\\rc\\td");
    assertThat(Printable.of(chars(0x1b) + "[31mred")).isEqualTo("\\u001b[31mred");
    assertThat(Printable.of("x" + chars(0x00, 0x7f, 0x9b, 0x85)))
        .isEqualTo("x\\u0000\\u007f\\u009b\\u0085");
    assertThat(Printable.of(chars(0x2028, 0x2029, 0x202a, 0x202e, 0x2066, 0x2069)))
        .isEqualTo("\\u2028\\u2029\\u202a\\u202e\\u2066\\u2069");
  }

  @Test
  void halfASurrogatePairBecomesAnEscapeAndAWholeOneStays() {
    assertThat(Printable.of("a" + HIGH)).isEqualTo("a\\ud83d");
    assertThat(Printable.of(LOW + "b")).isEqualTo("\\ude00b");
    assertThat(Printable.of(HIGH + HIGH + LOW)).isEqualTo("\\ud83d" + HIGH + LOW);
  }

  @Test
  void findingsAndExcerptsHoldNoOtherText() {
    assertThat(Finding.note("A", "one\ntwo").message()).isEqualTo("one\\ntwo");
    assertThat(Excerpt.of("one\ntwo" + HIGH, 100)).isEqualTo("one\\ntwo\\ud83d");
  }

  /** What is stored is what was written: it survives UTF-8, which the API server stores. */
  @EverySeed
  void whateverItIsTheResultIsStoredAsItIs(long seed) {
    var random = Seeds.random(seed);
    StringBuilder any = new StringBuilder();
    for (int i = 0; i < 200; i++) {
      any.append((char) (random.nextBoolean() ? 0xd700 + random.nextInt(0x900) : random.nextInt()));
    }

    for (String text :
        new String[] {
          Printable.of(any.toString()),
          Excerpt.of(any.toString(), 1 + random.nextInt(300)),
          Printable.of(NameList.cut(any.toString(), 2 + random.nextInt(150)))
        }) {
      byte[] stored = text.getBytes(StandardCharsets.UTF_8);
      assertThat(new String(stored, StandardCharsets.UTF_8)).isEqualTo(text);
      assertThat(text.chars()).noneMatch(Character::isISOControl);
    }
  }

  private static String chars(int... characters) {
    return new String(characters, 0, characters.length);
  }
}
