package io.securitybaseline.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.securitybaseline.EverySeed;
import io.securitybaseline.GeneratedText;
import io.securitybaseline.Seeds;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/**
 * Every limit of a text cuts between characters: half a surrogate pair is stored as another
 * character, so that a status would differ from the stored one at every comparison.
 */
class TextLimitsTest {

  @EverySeed
  void noLimitSplitsACharacter(long seed) {
    var random = Seeds.random(seed);
    for (int i = 0; i < 50; i++) {
      String text = GeneratedText.of(random, 80);
      int most = 4 + random.nextInt(60);

      assertThat(GeneratedText.isWellFormed(Printable.of(text))).isTrue();
      assertWithin(Excerpt.of(text, most).getBytes(StandardCharsets.UTF_8).length, most);
      assertThat(GeneratedText.isWellFormed(Excerpt.of(text, most))).isTrue();
      assertThat(GeneratedText.isWellFormed(Excerpt.ofCharacters(text, most))).isTrue();
      assertWithin(Excerpt.ofCharacters(text, most).length(), most);
      assertThat(GeneratedText.isWellFormed(Excerpt.ofWords(text, most))).isTrue();
      assertWithin(Excerpt.ofWords(text, most).length(), most);
      assertThat(GeneratedText.isWellFormed(NameList.cut(text, most))).isTrue();
      assertThat(
              GeneratedText.isWellFormed(new Finding("R", Finding.Severity.NOTE, text).message()))
          .isTrue();
    }
  }

  /** A stored text that is limited again stays as it is. */
  @EverySeed
  void limitingTwiceIsLimitingOnce(long seed) {
    var random = Seeds.random(seed);
    for (int i = 0; i < 50; i++) {
      String text = GeneratedText.of(random, 80);
      int most = 4 + random.nextInt(60);

      String bytes = Excerpt.of(text, most);
      assertThat(Excerpt.of(bytes, most)).isEqualTo(bytes);
      String characters = Excerpt.ofCharacters(text, most);
      assertThat(Excerpt.ofCharacters(characters, most)).isEqualTo(characters);
      String words = Excerpt.ofWords(text, most);
      assertThat(Excerpt.ofWords(words, most)).isEqualTo(words);
    }
  }

  @Test
  void aNameIsCutBeforeAPairThatDoesNotFit() {
    assertThat(NameList.cut("ab😀cd", 4)).isEqualTo("ab…");
    assertThat(NameList.cut("ab😀cd", 5)).isEqualTo("ab😀…");
    assertThat(NameList.cut("ab😀c", 5)).isEqualTo("ab😀c");
  }

  @Test
  void wordsStayWholeWhereThatCostsLittle() {
    assertThat(Excerpt.ofWords("access is blocked in all", 20)).isEqualTo("access is blocked…");
    assertThat(Excerpt.ofWords("a " + "b".repeat(40), 20)).isEqualTo("a " + "b".repeat(17) + "…");
    assertThat(Excerpt.ofWords("short", 20)).isEqualTo("short");
  }

  private static void assertWithin(int length, int most) {
    assertThat(length).isLessThanOrEqualTo(most);
  }
}
