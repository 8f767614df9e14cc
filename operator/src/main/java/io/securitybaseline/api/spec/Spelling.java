package io.securitybaseline.api.spec;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** How an enum constant is spelt in YAML: {@code AZURE_NPM} is {@code AzureNpm}. */
public final class Spelling {
  private Spelling() {}

  public static String of(Enum<?> constant) {
    var text = new StringBuilder();
    for (var word : constant.name().split("_", -1)) {
      text.append(word.charAt(0)).append(word.substring(1).toLowerCase(Locale.ROOT));
    }
    return text.toString();
  }

  /** The constant spelt so, or else {@code unknown}: the meaning of a value of a newer version. */
  static <E extends Enum<E>> @Nullable E find(E[] constants, String text, @Nullable E unknown) {
    for (var constant : constants) {
      if (constant.toString().equals(text)) {
        return constant;
      }
    }
    return unknown;
  }

  public static <E extends Enum<E>> E read(E[] constants, String text, E unknown) {
    var found = find(constants, text, unknown);
    return found == null ? unknown : found;
  }
}
