package io.securitybaseline.cli.options;

/** Text for a terminal: names come from files and clusters, and may hold what moves the cursor. */
public final class PlainText {

  private PlainText() {}

  /** The same, with control and formatting characters written as their numbers. */
  public static String of(String text) {
    if (text.codePoints().noneMatch(PlainText::isHidden)) {
      return text;
    }
    StringBuilder plain = new StringBuilder();
    text.codePoints()
        .forEach(each -> {
          if (isHidden(each)) {
            plain.append("\\u%04x".formatted(each));
          } else {
            plain.appendCodePoint(each);
          }
        });
    return plain.toString();
  }

  private static boolean isHidden(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          true;
      default -> false;
    };
  }
}
