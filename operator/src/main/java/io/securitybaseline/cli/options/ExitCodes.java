package io.securitybaseline.cli.options;

/** The exit codes of commands. */
public final class ExitCodes {

  public static final int OK = 0;
  public static final int FAILED = 1;
  public static final int USAGE = 2;

  /** Of {@code plan}: there is something to change. */
  public static final int CHANGES = 3;

  private ExitCodes() {}
}
