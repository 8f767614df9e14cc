package io.securitybaseline;

import java.util.Random;
import java.util.random.RandomGenerator;
import java.util.stream.LongStream;

/** Where properties get their cases from: each seed is one case that can be repeated. */
public final class Seeds {
  private Seeds() {}

  /** The seeds that {@link EverySeed} runs over. */
  static LongStream all() {
    return LongStream.range(0, 200);
  }

  /** The generator of the case with this seed. */
  public static RandomGenerator random(long seed) {
    return new Random(seed);
  }

  /** One of the values. */
  @SafeVarargs
  public static <T> T oneOf(RandomGenerator random, T... values) {
    return values[random.nextInt(values.length)];
  }

  /** A text of up to so many of the characters. */
  public static String text(RandomGenerator random, String characters, int most) {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(most + 1); i > 0; i--) {
      text.append(characters.charAt(random.nextInt(characters.length())));
    }
    return text.toString();
  }
}
