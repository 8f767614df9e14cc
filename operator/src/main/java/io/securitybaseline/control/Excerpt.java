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

  /**
   * The text as {@link Printable}, or as much of it as takes no more than so many UTF-16 code units
   * with an ellipsis at its end. Cut between characters.
   */
  public static String ofCharacters(String text, int most) {
    String printable = Printable.of(text);
    return printable.length() <= most
        ? printable
        : printable.substring(0, boundary(printable, most - 1)) + ELLIPSIS;
  }

  /** The same, cut between words where that costs no more than a third of the text. */
  public static String ofWords(String text, int most) {
    String printable = Printable.of(text);
    if (printable.length() <= most) {
      return printable;
    }
    int space = printable.lastIndexOf(' ', most - 1);
    return space * 3 < most * 2
        ? ofCharacters(printable, most)
        : printable.substring(0, space) + ELLIPSIS;
  }

  /** How many code units up to the limit do not split a pair of surrogates. */
  private static int boundary(String text, int limit) {
    boolean splits =
        limit > 0
            && limit < text.length()
            && Character.isSurrogatePair(text.charAt(limit - 1), text.charAt(limit));
    return splits ? limit - 1 : Math.max(0, limit);
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
