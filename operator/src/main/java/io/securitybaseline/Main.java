package io.securitybaseline;

import io.securitybaseline.cli.CommandLines;

/** The entry point. */
public final class Main {

  private Main() {}

  public static void main(String[] arguments) {
    System.exit(CommandLines.execute(arguments));
  }
}
