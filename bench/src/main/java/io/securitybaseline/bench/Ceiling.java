package io.securitybaseline.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.client.Config;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;

/**
 * The fastest that any client could create the policies, or repair them: a Go client that does
 * nothing else.
 */
final class Ceiling {

  private final Path binary;
  private final Path folder;
  private final Config config;

  Ceiling(Path binary, TestCluster cluster) {
    this.binary = binary;
    this.folder = cluster.controlPlane().dataFolder();
    this.config = Config.fromKubeconfig(cluster.controlPlane().adminKubeconfig());
  }

  /** Returns, as the body to send, a policy that the operator created. */
  void copy(JsonNode policy) {
    ObjectNode body = policy.deepCopy();
    ObjectNode metadata = (ObjectNode) body.path("metadata");
    String namespace = metadata.path("namespace").asText();
    metadata.retain("name", "namespace", "labels", "annotations");
    write("policy.json", body.toString().replace(namespace, "NAMESPACE"));
    write("ca.pem", decoded(config.getCaCertData()));
    write("client.pem", decoded(config.getClientCertData()));
    write("client.key", decoded(config.getClientKeyData()));
  }

  /** Creates the policy in so many namespaces and answers with the seconds that it took. */
  double run(int namespaces) {
    try {
      Process process = start("-count=" + namespaces);
      JsonNode answer = new ObjectMapper().readTree(process.getInputStream());
      if (process.waitFor() != 0) {
        throw new IllegalStateException("the ceiling client failed");
      }
      return answer.path("seconds").asDouble();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw Api.interrupted(e);
    }
  }

  /** Creates each policy again that is deleted, until it is closed. */
  Repairing repairing() {
    try {
      Process process = start("-repair");
      // It writes a line when its watch is open.
      if (process.inputReader().readLine() == null) {
        throw new IllegalStateException("the ceiling client failed");
      }
      return process::destroy;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The client at work. */
  interface Repairing extends AutoCloseable {

    @Override
    void close();
  }

  private Process start(String task) throws IOException {
    return new ProcessBuilder(
            List.of(
                binary.toString(),
                "-server=" + config.getMasterUrl().replaceAll("/$", ""),
                "-ca=" + folder.resolve("ca.pem"),
                "-cert=" + folder.resolve("client.pem"),
                "-key=" + folder.resolve("client.key"),
                "-body=" + folder.resolve("policy.json"),
                task))
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  private static String decoded(String data) {
    return new String(Base64.getDecoder().decode(data), StandardCharsets.UTF_8);
  }

  private void write(String name, String text) {
    try {
      Files.writeString(folder.resolve(name), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
