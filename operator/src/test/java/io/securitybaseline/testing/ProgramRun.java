package io.securitybaseline.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A command of the built program, run to its end as an administrator runs it.
 *
 * @param output standard output and error, as they came
 */
public record ProgramRun(int exitCode, String output) {

  private static final Path PROGRAM =
      GeneratedFile.repository().resolve("operator/target/security-baseline-operator.jar");
  private static final Path JAVA = Path.of(System.getProperty("java.home"), "bin", "java");

  /** Runs the command against the cluster of the kubeconfig. */
  public static ProgramRun of(Path kubeconfig, String command, String... arguments) {
    List<String> line =
        new ArrayList<>(
            List.of(
                JAVA.toString(), "-XX:TieredStopAtLevel=1", "-jar", PROGRAM.toString(), command));
    line.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(line).redirectErrorStream(true);
    builder.environment().put("KUBECONFIG", kubeconfig.toString());
    try {
      Process process = builder.start();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return new ProgramRun(process.waitFor(), output);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
