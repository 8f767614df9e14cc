package io.securitybaseline;

import io.securitybaseline.cli.CommandLines;
import io.securitybaseline.cli.probe.ProbeRun;

/** The entry point. */
public final class Main {

  private Main() {}

  public static void main(String[] arguments) {
    if (arguments.length == 1 && arguments[0].equals(ProbeRun.COMMAND)) {
      // Without the library for commands, which takes most of the time of so short a run.
      System.exit(ProbeRun.inPod(System.getenv(), System.out));
    }
    System.exit(CommandLines.execute(arguments));
  }
}
