package io.securitybaseline;

import java.nio.charset.StandardCharsets;
import java.util.random.RandomGenerator;

/** Texts as a tenant may choose them: of one to four bytes a character, with broken ones. */
public final class GeneratedText {

  private static final String[] CHARACTERS = {
    "a", "z", " ", " ", "\"", "é", "語", "😀", "🧪", "\n", "\u202e", "\ud83d", "\ude00", ";", ":"
  };

  private GeneratedText() {}

  /** A text of up to so many characters. */
  public static String of(RandomGenerator random, int most) {
    StringBuilder text = new StringBuilder();
    int length = random.nextInt(most + 1);
    for (int i = 0; i < length; i++) {
      text.append(CHARACTERS[random.nextInt(CHARACTERS.length)]);
    }
    return text.toString();
  }

  /** Whether the API server stores the text as it is. */
  public static boolean isWellFormed(String text) {
    return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8).equals(text);
  }
}
