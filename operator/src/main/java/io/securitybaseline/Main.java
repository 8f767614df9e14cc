package io.securitybaseline;

import io.securitybaseline.command.CommandLines;

/** The entry point. */
public final class Main {

  private Main() {}

  public static void main(String[] arguments) {
    System.exit(CommandLines.execute(arguments));
  }
}
