package io.securitybaseline.cli.options;

/** Text in lines that fit a terminal. */
public final class WrappedText {

  public static final int WIDTH = 100;

  private final StringBuilder text = new StringBuilder();

  /**
   * Adds a paragraph.
   *
   * @param first what stands before its first line
   * @param indent what stands before the others
   */
  public void add(String first, String indent, String paragraph) {
    StringBuilder line = new StringBuilder(first);
    int start = line.length();
    for (String word : PlainText.of(paragraph).split(" ", -1)) {
      if (line.length() > start && line.length() + 1 + word.length() > WIDTH) {
        end(line, indent);
        start = indent.length();
      }
      line.append(line.length() > start ? " " : "").append(word);
      while (line.length() > WIDTH) {
        String rest = line.substring(WIDTH);
        line.setLength(WIDTH);
        end(line, indent);
        start = indent.length();
        line.append(rest);
      }
    }
    text.append(line).append('\n');
  }

  private void end(StringBuilder line, String indent) {
    text.append(line).append('\n');
    line.setLength(0);
    line.append(indent);
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
