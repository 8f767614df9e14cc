package io.securitybaseline.training;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Starts the operator given on the command line against a cluster in memory, waits until it has
 * covered the sample namespaces and repaired a policy, reads its endpoints, and stops it as a
 * kubelet does. The image build runs it so that the operator's JVM records the classes that a start
 * needs; docs/decisions/0010-training-run.md.
 */
public final class Training {

  private static final Duration TIMEOUT = Duration.ofMinutes(2);

  private static final String A_POLICY =
      "/apis/networking.k8s.io/v1/namespaces/team-1/networkpolicies/restrict-instance-metadata";

  /** The exit code of a JVM that SIGTERM ended in good order. */
  private static final int STOPPED = 143;

  private Training() {}

  /**
   * Exits with 0 if the run went as planned.
   *
   * @param command starts the operator up to its command {@code run}, whose arguments are added
   */
  public static void main(String... command) throws IOException, InterruptedException {
    if (command.length == 0) {
      System.err.println(
          "usage: Training COMMAND... (which starts the operator, such as: java -jar X)");
      System.exit(2);
    }
    run(List.of(command));
  }

  /**
   * Runs the operator once.
   *
   * @throws IllegalStateException if the operator does not do what it is trained to do
   */
  public static void run(List<String> command) throws IOException, InterruptedException {
    TrainingCertificate certificate = TrainingCertificate.create();
    Path kubeconfig = Files.createTempFile("training", ".kubeconfig");
    try (TrainingServer server = TrainingServer.start(certificate)) {
      Files.writeString(kubeconfig, kubeconfig(server, certificate));
      int port = freePort();
      Process operator = start(command, kubeconfig, port);
      try {
        train(server, operator, port);
        operator.destroy();
        check(operator.waitFor(TIMEOUT.toSeconds(), TimeUnit.SECONDS), "the operator did not stop");
        check(
            operator.exitValue() == STOPPED,
            "the operator ended with exit code " + operator.exitValue());
      } finally {
        operator.destroyForcibly();
      }
    } finally {
      Files.deleteIfExists(kubeconfig);
    }
  }

  private static void train(TrainingServer server, Process operator, int port)
      throws IOException, InterruptedException {
    int before = server.policies();
    await(operator, "coverage", () -> server.policies() >= 2 * before);
    int covered = server.policies();
    server.delete(A_POLICY);
    await(operator, "a repair", () -> server.policies() == covered);
    for (String path : List.of("healthz", "readyz", "metrics")) {
      read("http://127.0.0.1:%d/%s".formatted(port, path));
    }
  }

  private static Process start(List<String> command, Path kubeconfig, int port) throws IOException {
    List<String> line = new ArrayList<>(command);
    line.addAll(
        List.of(
            "run",
            "--port=" + port,
            "--leader-election",
            "--leader-election-namespace=default",
            "--log-format=json"));
    ProcessBuilder builder = new ProcessBuilder(line).inheritIO();
    builder.environment().put("KUBECONFIG", kubeconfig.toString());
    builder.environment().put("POD_NAME", "training");
    return builder.start();
  }

  /** As in a pod: an address, a token and a certificate to trust. */
  private static String kubeconfig(TrainingServer server, TrainingCertificate certificate) {
    return """
    apiVersion: v1
    kind: Config
    current-context: training
    contexts: [{name: training, context: {cluster: training, user: training}}]
    users: [{name: training, user: {token: training}}]
    clusters:
    - name: training
      cluster: {server: "%s", certificate-authority-data: %s}
    """
        .formatted(server.url(), certificate.pem());
  }

  private interface Goal {
    boolean isReached();
  }

  private static void await(Process operator, String what, Goal goal) throws InterruptedException {
    long deadline = System.nanoTime() + TIMEOUT.toNanos();
    while (!goal.isReached()) {
      check(operator.isAlive(), "the operator ended before " + what);
      check(System.nanoTime() < deadline, "the training run timed out before " + what);
      Thread.sleep(10);
    }
  }

  private static void check(boolean condition, String message) {
    if (!condition) {
      throw new IllegalStateException(message);
    }
  }

  private static void read(String url) throws IOException {
    HttpURLConnection connection = (HttpURLConnection) URI.create(url).toURL().openConnection();
    connection.setReadTimeout((int) TIMEOUT.toMillis());
    try (var in = connection.getInputStream()) {
      in.readAllBytes();
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
