package io.securitybaseline.client;

import java.util.List;

/** A command cannot do what it was asked for; each line is one sentence for the user. */
public final class CommandFailure extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient List<String> lines;

  /**
   * @param line what is wrong and how to fix it
   */
  public CommandFailure(String line) {
    this(List.of(line));
  }

  /**
   * @param lines a line for each mistake
   */
  public CommandFailure(List<String> lines) {
    super(String.join("; ", lines));
    this.lines = List.copyOf(lines);
  }

  public CommandFailure(String line, Throwable cause) {
    super(line, cause);
    this.lines = List.of(line);
  }

  public List<String> lines() {
    return lines;
  }
}
