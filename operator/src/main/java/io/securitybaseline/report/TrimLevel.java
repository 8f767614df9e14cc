package io.securitybaseline.report;

import io.securitybaseline.control.Excerpt;
import java.util.List;

/**
 * How much detail a status has. Each control has limits of its own. Where so many controls reach
 * theirs at once that the status grows too large, all of them report less: notes and inventories
 * are left out first, since they ask for nothing to be done, then texts are cut shorter, then
 * lists; totals and conditions stay.
 *
 * @param notes the most notes of a control
 * @param inventories how long a list of what there is may be, in percent of the usual limit
 * @param texts how long a text may be, likewise
 * @param lists how long a list of findings may be, likewise
 */
public record TrimLevel(int notes, int inventories, int texts, int lists) {

  public static final TrimLevel FULL = new TrimLevel(10, 100, 100, 100);

  /** From all details to almost none. */
  static final List<TrimLevel> FULL_TO_MINIMAL =
      List.of(
          FULL,
          new TrimLevel(5, 100, 100, 100),
          new TrimLevel(5, 50, 100, 100),
          new TrimLevel(2, 50, 100, 100),
          new TrimLevel(1, 25, 100, 100),
          new TrimLevel(1, 10, 100, 100),
          new TrimLevel(1, 10, 75, 100),
          new TrimLevel(1, 10, 50, 100),
          new TrimLevel(1, 10, 25, 100),
          new TrimLevel(1, 10, 25, 50),
          new TrimLevel(1, 10, 12, 20),
          new TrimLevel(1, 10, 6, 10));

  /** A shorter text would be of no use. */
  private static final int SHORTEST_TEXT = 32;

  /** The text, or its beginning, given the most bytes of UTF-8 that it usually may have. */
  public String text(String text, int mostBytes) {
    return Excerpt.of(text, Math.min(mostBytes, Math.max(SHORTEST_TEXT, mostBytes * texts / 100)));
  }

  /** How many items of a list of findings there may be, given how many there usually may. */
  public int most(int usually) {
    return Math.max(1, usually * lists / 100);
  }

  /** How many items, or bytes, of an inventory there may be, given how many there usually may. */
  public int inventory(int usually) {
    return Math.max(1, usually * inventories / 100);
  }
}
