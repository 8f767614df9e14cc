package io.securitybaseline.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A command of the built program, run to its end as an administrator runs it.
 *
 * @param stdout standard output
 * @param stderr standard error
 */
public record ProgramRun(int exitCode, String stdout, String stderr) {

  private static final Path PROGRAM =
      GeneratedFile.repository().resolve("operator/target/security-baseline-operator.jar");
  private static final Path JAVA = Path.of(System.getProperty("java.home"), "bin", "java");

  /** Runs the command against the cluster of the kubeconfig. */
  public static ProgramRun of(Path kubeconfig, String command, String... arguments) {
    List<String> line = new ArrayList<>(List.of(command));
    line.addAll(List.of(arguments));
    // Names may be of any characters, and so are arguments.
    return with(Map.of("KUBECONFIG", kubeconfig.toString(), "LC_ALL", "C.UTF-8"), "", line);
  }

  /**
   * Runs the program.
   *
   * @param environment variables that it gets beside a path and a language without Unicode
   * @param input what it reads from standard input
   * @param arguments command and options
   */
  public static ProgramRun with(
      Map<String, String> environment, String input, List<String> arguments) {
    return with(environment, input, List.of(), arguments);
  }

  /** The same with options of the JVM. */
  public static ProgramRun with(
      Map<String, String> environment,
      String input,
      List<String> jvmOptions,
      List<String> arguments) {
    List<String> line = new ArrayList<>(List.of(JAVA.toString(), "-XX:TieredStopAtLevel=1"));
    line.addAll(jvmOptions);
    line.addAll(List.of("-jar", PROGRAM.toString()));
    line.addAll(arguments);
    try {
      Path stdin = Files.writeString(Files.createTempFile("program", ".in"), input);
      Path stderr = Files.createTempFile("program", ".err");
      ProcessBuilder builder =
          new ProcessBuilder(line).redirectInput(stdin.toFile()).redirectError(stderr.toFile());
      builder.environment().clear();
      builder.environment().put("PATH", String.valueOf(System.getenv("PATH")));
      builder.environment().put("LC_ALL", "C");
      builder.environment().putAll(environment);
      Process process = builder.start();
      String stdout = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      int exitCode = process.waitFor();
      ProgramRun run = new ProgramRun(exitCode, stdout, Files.readString(stderr));
      Files.delete(stdin);
      Files.delete(stderr);
      return run;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Both, for tests that do not distinguish them. */
  public String output() {
    return stdout + stderr;
  }
}
