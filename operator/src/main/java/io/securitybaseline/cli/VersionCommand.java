package io.securitybaseline.cli;

import io.securitybaseline.cli.options.ExitCodes;
import io.securitybaseline.cli.options.HelpOption;
import io.securitybaseline.client.BuildInfo;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Prints the version of this build. */
@Command(name = "version", description = "Prints the version.")
final class VersionCommand implements Callable<Integer> {

  @Mixin HelpOption help = new HelpOption();

  @Spec private @Nullable CommandSpec command;

  @Override
  public Integer call() {
    Objects.requireNonNull(command).commandLine().getOut().println(BuildInfo.version());
    return ExitCodes.OK;
  }
}
