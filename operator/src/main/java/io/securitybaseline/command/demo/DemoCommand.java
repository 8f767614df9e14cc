package io.securitybaseline.command.demo;

import io.securitybaseline.command.HelpOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * Shows the main job on a control plane of its own. Touches nothing of the control plane itself, so
 * that the program runs where that is left out, as in the container image.
 */
@Command(
    name = "demo",
    description = "Shows the main job on an embedded Kubernetes control plane.",
    sortOptions = false)
public final class DemoCommand implements Callable<Integer> {

  @Mixin private HelpOption help = new HelpOption();

  @Option(names = "--once", description = "End after the last step instead of staying up.")
  private boolean once;

  @Override
  public Integer call() throws InterruptedException {
    if (!Files.isRegularFile(Path.of("examples/securitybaseline-audit.yaml"))) {
      System.err.println("demo: examples/ is not here: run ./demo in the project's own folder");
      return 2;
    }
    return new Performance(once).give() ? 0 : 1;
  }
}
