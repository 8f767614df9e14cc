package io.securitybaseline.demo;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The entry point of {@code ./demo}. */
public final class Demo {

  private static final int FAILED = 1;
  private static final int WRONG_USAGE = 2;

  private Demo() {}

  /**
   * Exits with 0 if every step showed what it promises, 1 if one did not, 2 for wrong usage.
   *
   * @param arguments nothing, or {@code --once} to end after the last step
   */
  public static void main(String[] arguments) throws InterruptedException {
    List<String> options = List.of(arguments);
    if (!options.isEmpty() && !options.equals(List.of("--once"))) {
      System.err.println("usage: ./demo [--once]");
      System.exit(WRONG_USAGE);
    }
    if (!Files.isRegularFile(OperatorProcess.PROGRAM)
        || !Files.isRegularFile(Path.of("examples/securitybaseline-audit.yaml"))) {
      System.err.println("demo: run ./demo in the root folder of the repository");
      System.exit(WRONG_USAGE);
    }
    System.exit(new DemoRun(!options.isEmpty()).execute() ? 0 : FAILED);
  }
}
