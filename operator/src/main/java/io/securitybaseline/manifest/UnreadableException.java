package io.securitybaseline.manifest;

/** A file that cannot be read; the message is one sentence that begins with the file. */
public final class UnreadableException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final String sentence;

  /**
   * @param place the file, or the file with line and column, each counted from 1
   * @param problem what is wrong, and how to fix it
   */
  public UnreadableException(String place, String problem) {
    super(place + ": " + problem);
    this.sentence = place + ": " + problem;
  }

  @Override
  public String getMessage() {
    return sentence;
  }

  static UnreadableException at(String file, int line, int column, String problem) {
    return new UnreadableException("%s:%d:%d".formatted(file, line, column), problem);
  }
}
