package io.securitybaseline.control;

/** The beginning of a text that may be too long to show, or unfit to be shown as it is. */
public final class Excerpt {
  private static final String ELLIPSIS = "…";
  private static final int ELLIPSIS_BYTES = 3;

  private Excerpt() {}

  /**
   * The text as {@link Printable}, or as much of it as takes no more than so many bytes of UTF-8
   * with an ellipsis at its end. Cut between characters: half a surrogate pair would be no text any
   * more.
   */
  public static String of(String text, int mostBytes) {
    return cut(Printable.of(text), mostBytes);
  }

  private static String cut(String text, int mostBytes) {
    int bytes = 0;
    int fits = 0;
    for (int i = 0; i < text.length(); ) {
      int character = text.codePointAt(i);
      bytes += bytes(character);
      if (bytes > mostBytes) {
        return text.substring(0, fits) + ELLIPSIS;
      }
      i += Character.charCount(character);
      if (bytes <= mostBytes - ELLIPSIS_BYTES) {
        fits = i;
      }
    }
    return text;
  }

  private static int bytes(int character) {
    if (character < 0x80) {
      return 1;
    }
    if (character < 0x800) {
      return 2;
    }
    return character < 0x10000 ? 3 : 4;
  }
}
