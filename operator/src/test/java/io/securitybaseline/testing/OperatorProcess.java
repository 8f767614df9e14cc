package io.securitybaseline.testing;

import static io.securitybaseline.testing.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The operator as users run it: the built program in a process of its own. */
public final class OperatorProcess implements AutoCloseable {

  private static final Path PROGRAM =
      GeneratedFile.repository().resolve("operator/target/security-baseline-operator.jar");
  private static final Path JAVA = Path.of(System.getProperty("java.home"), "bin", "java");

  private final Process process;
  private final Path log;
  private final Path stdout;

  private OperatorProcess(Process process, Path log, Path stdout) {
    this.process = process;
    this.log = log;
    this.stdout = stdout;
  }

  /**
   * Starts the program; does not wait for anything.
   *
   * @param folder for its kubeconfig and its log
   * @param name what the process calls itself
   * @param flags of the command {@code run}, beyond those that every test needs
   */
  public static OperatorProcess start(
      OperatorAccess access, Path folder, String name, String... flags) {
    return start(access, folder, name, Map.of(), flags);
  }

  /**
   * The same with further environment variables.
   *
   * @param environment what the process gets beside the operator's own environment
   */
  public static OperatorProcess start(
      OperatorAccess access,
      Path folder,
      String name,
      Map<String, String> environment,
      String... flags) {
    try {
      Path kubeconfig =
          Files.writeString(folder.resolve(name + ".kubeconfig"), access.kubeconfig());
      Path log = folder.resolve(name + ".log");
      Path stdout = folder.resolve(name + ".out");
      List<String> command =
          new ArrayList<>(
              List.of(
                  JAVA.toString(),
                  "-XX:TieredStopAtLevel=1",
                  "-jar",
                  PROGRAM.toString(),
                  "run",
                  "--port",
                  "0"));
      command.addAll(List.of(flags));
      ProcessBuilder builder =
          new ProcessBuilder(command)
              .redirectOutput(ProcessBuilder.Redirect.appendTo(stdout.toFile()))
              .redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()));
      builder.environment().put("KUBECONFIG", kubeconfig.toString());
      builder.environment().put("POD_NAME", name);
      builder.environment().putAll(environment);
      return new OperatorProcess(builder.start(), log, stdout);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * The same as the chart runs it: one of several acts, by a lease in the namespace of the account.
   */
  public static OperatorProcess startWithLease(
      OperatorAccess access, Path folder, String name, String... flags) {
    List<String> all =
        new ArrayList<>(
            List.of("--leader-election", "--leader-election-namespace", access.namespace()));
    all.addAll(List.of(flags));
    return start(access, folder, name, all.toArray(String[]::new));
  }

  public void awaitReady() {
    awaitLog("all caches are filled");
  }

  public void awaitLog(String text) {
    eventually(() -> assertThat(log()).contains(text));
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  /** Whether it has changed anything, by its own word. */
  public boolean hasActed() {
    return log().contains("outcome=");
  }

  /** All that it has logged so far; starts under the same name go on in the same log. */
  public String log() {
    return read(log);
  }

  /** What it has written to standard output, where {@code run} has nothing to write. */
  public String stdout() {
    return read(stdout);
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** How many requests to the API server had no answer, by its metrics. */
  public double requestsThatFailed() {
    return get("/metrics")
        .lines()
        .filter(line -> line.startsWith("securitybaseline_api_requests_total{code=\"0\""))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.indexOf("} ") + 2)))
        .sum();
  }

  private String get(String path) {
    try (InputStream in = url(path).openStream()) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Where it serves metrics and health, once it is ready. */
  public URL url(String path) throws IOException {
    Matcher port = Pattern.compile("operator ready.* port=\"(\\d+)\"").matcher(log());
    assertThat(port.find()).isTrue();
    return URI.create("http://127.0.0.1:%s%s".formatted(port.group(1), path)).toURL();
  }

  /** Stops it in the middle of whatever it does, until it is resumed. */
  public void pause() {
    signal("STOP");
  }

  public void resume() {
    signal("CONT");
  }

  /** Asks it to end, as the kubelet does, and answers with its exit code. */
  public int terminate() {
    process.destroy();
    eventually(() -> assertThat(process.isAlive()).isFalse());
    return process.exitValue();
  }

  private void signal(String name) {
    try {
      assertThat(
              new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                  .start()
                  .waitFor())
          .isZero();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Ends it by SIGKILL, with no chance to tidy up. */
  public void kill() {
    process.destroyForcibly();
    eventually(() -> assertThat(process.isAlive()).isFalse());
  }

  @Override
  public void close() {
    kill();
  }
}
