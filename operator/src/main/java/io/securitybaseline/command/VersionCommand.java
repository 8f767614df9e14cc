package io.securitybaseline.command;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Says which build this is. */
@Command(name = "version", description = "Prints the version.")
final class VersionCommand implements Callable<Integer> {

  @Override
  public Integer call() {
    System.out.println(BuildInfo.version());
    return ExitCodes.OK;
  }
}
