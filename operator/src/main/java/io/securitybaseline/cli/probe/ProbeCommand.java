package io.securitybaseline.cli.probe;

import io.securitybaseline.cli.options.HelpOption;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Tries the instance metadata service from where it runs. */
@Command(
    name = ProbeRun.COMMAND,
    description = {
      "Tries to reach 169.254.169.254 from where it runs, after the API server as a positive"
          + " control.",
      "It writes Blocked, Reached or Inconclusive to /dev/termination-log. The operator runs it in"
          + " a pod on each node pool; it needs no access to the cluster."
    },
    sortOptions = false)
public final class ProbeCommand implements Callable<Integer> {

  @Mixin HelpOption help = new HelpOption();

  @Override
  public Integer call() {
    return ProbeRun.inPod(System.getenv(), System.out);
  }
}
