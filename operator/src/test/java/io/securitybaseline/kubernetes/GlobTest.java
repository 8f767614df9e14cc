package io.securitybaseline.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.securitybaseline.EverySeed;
import io.securitybaseline.Seeds;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GlobTest {
  @ParameterizedTest(name = "{0} matches {1}: {2}")
  @CsvSource({
    "payments, payments, true",
    "payments, Payments, false",
    "payments, payments-eu, false",
    "payments, my-payments, false",
    "sandbox-*, sandbox-7, true",
    "sandbox-*, sandbox-, true",
    "sandbox-*, sandbox, false",
    "*-dev, team-dev, true",
    "*-dev, team-dev-2, false",
    "a*b*c, a1b2c, true",
    "a*b*c, abc, true",
    "a*b*c, acb, false",
    "*, anything, true",
    "**, anything, true",
    "*@contoso.com, ada@contoso.com, true",
    "*@contoso.com, ada@contosoXcom, false",
    "a.c, abc, false",
    "a?c, abc, false",
    "[ab], a, false",
  })
  void starStandsForAnyRunAndAllElseForItself(String pattern, String name, boolean matches) {
    assertThat(new Glob(pattern).matches(name)).isEqualTo(matches);
  }

  @Test
  void emptyPatternMatchesTheEmptyNameOnly() {
    assertThat(new Glob("").matches("")).isTrue();
    assertThat(new Glob("").matches("a")).isFalse();
    assertThat(new Glob("*").matches("")).isTrue();
  }

  @Test
  void eachCharacterOfANameIsReadOnceOrTwice() {
    String repeated = "a".repeat(126);
    Counted name = new Counted("a".repeat(100_000));

    assertThat(new Glob("*" + repeated + "b*").matches(name)).isFalse();
    assertThat(new Glob("*" + repeated + "*" + repeated + "b").matches(name)).isFalse();
    assertThat(new Glob(repeated + "b*").matches(name)).isFalse();

    assertThat(name.reads).isLessThan(2 * 100_000);
  }

  private static final class Counted implements CharSequence {

    private final String text;
    private int reads;

    Counted(String text) {
      this.text = text;
    }

    @Override
    public int length() {
      return text.length();
    }

    @Override
    public char charAt(int index) {
      reads++;
      return text.charAt(index);
    }

    @Override
    public CharSequence subSequence(int start, int end) {
      return text.subSequence(start, end);
    }
  }

  @Test
  void anyOfThePatternsIsEnough() {
    assertThat(Glob.anyMatches(List.of("a", "b*"), "b2")).isTrue();
    assertThat(Glob.anyMatches(List.of("a", "b*"), "c")).isFalse();
    assertThat(Glob.anyMatches(List.of(), "c")).isFalse();
  }

  @EverySeed
  void matchesWhatTheRegularExpressionOfTheSameMeaningMatches(long seed) {
    var random = Seeds.random(seed);
    for (int i = 0; i < 50; i++) {
      String pattern = Seeds.text(random, "ab*", 6);
      String name = Seeds.text(random, "ab", 8);

      assertThat(new Glob(pattern).matches(name))
          .as("%s against %s", pattern, name)
          .isEqualTo(Pattern.matches(pattern.replace("*", ".*"), name));
    }
  }

  @EverySeed
  void itsRegularExpressionMatchesTheSame(long seed) {
    var random = Seeds.random(seed);
    for (int i = 0; i < 50; i++) {
      Glob glob = new Glob(Seeds.text(random, "aE\\\\Q.*", 6));
      String name = Seeds.text(random, "aE\\\\Q.\n", 8);

      assertThat(Pattern.compile(glob.regex(), Pattern.DOTALL).matcher(name).matches())
          .as("%s against %s", glob, name)
          .isEqualTo(glob.matches(name));
    }
  }
}
