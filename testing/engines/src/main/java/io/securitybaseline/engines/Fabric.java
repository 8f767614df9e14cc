package io.securitybaseline.engines;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The process that holds the network namespaces; they end with it. */
final class Fabric implements AutoCloseable {

  /** The key of the node itself. */
  static final String NODE = "";

  /** The link-layer address of the node's end of every pod's link. */
  static final String NODE_SIDE_MAC = "ee:ee:ee:ee:ee:ee";

  private static final ObjectMapper JSON =
      new ObjectMapper().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

  private final Process process;
  private final BufferedWriter requests;
  private final BufferedReader answers;

  /** A pod to connect; the key is its name in later requests. */
  record Pod(String key, String ip, String device) {}

  /** A connection from the pod of that key, or from the node if it is empty. */
  record Connect(String from, String to, int port) {}

  /** What became of one connection of a watch. */
  record Tally(int attempts, int reached, long firstMillis, long lastMillis) {
    long millis() {
      return lastMillis - firstMillis;
    }
  }

  private record Answer(
      @Nullable String error, @Nullable List<String> results, @Nullable List<Tally> watched) {}

  private Fabric(Process process) {
    this.process = process;
    this.requests = process.outputWriter();
    this.answers = process.inputReader();
  }

  static Fabric start(Path program) {
    try {
      Process process =
          new ProcessBuilder(program.toString())
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start();
      Fabric fabric = new Fabric(process);
      fabric.ask(Map.of("op", "start"));
      return fabric;
    } catch (IOException e) {
      throw new LabException("cannot start " + program, e);
    }
  }

  /** The link-layer address of a pod's end of its link: its IPv4 address behind 02:00. */
  static String macOf(String ip) {
    String[] bytes = ip.split("\\.", -1);
    StringBuilder mac = new StringBuilder("02:00");
    for (String each : bytes) {
      mac.append(":%02x".formatted(Integer.parseInt(each)));
    }
    return mac.toString();
  }

  void addPods(List<Pod> pods) {
    ask(Map.of("op", "addPods", "pods", pods));
  }

  /** True for each connection that was made before the deadline. */
  List<Boolean> probe(List<Connect> connects, int millis) {
    Answer answer = ask(Map.of("op", "probe", "connects", connects, "millis", millis));
    List<String> results = answer.results() == null ? List.of() : answer.results();
    if (results.size() != connects.size()) {
      throw new LabException(
          "%d answers to %d connects".formatted(results.size(), connects.size()));
    }
    return results.stream().map("reached"::equals).toList();
  }

  /** Adds an address to the node, where port 80 is open. */
  void takeAddress(String ip) {
    ask(Map.of("op", "takeAddress", "ip", ip));
  }

  void releaseAddress(String ip) {
    ask(Map.of("op", "releaseAddress", "ip", ip));
  }

  void watch(List<Connect> connects, int millis) {
    ask(Map.of("op", "watch", "connects", connects, "millis", millis));
  }

  List<Tally> watched() {
    Answer answer = ask(Map.of("op", "watched"));
    return answer.watched() == null ? List.of() : answer.watched();
  }

  private synchronized Answer ask(Map<String, Object> request) {
    try {
      requests.write(JSON.writeValueAsString(request));
      requests.newLine();
      requests.flush();
      String line = answers.readLine();
      if (line == null) {
        throw new LabException("the fabric has ended");
      }
      return checked(line, request);
    } catch (IOException e) {
      throw new LabException("the fabric does not answer", e);
    }
  }

  private static Answer checked(String line, Map<String, Object> request)
      throws JsonProcessingException {
    Answer answer = JSON.readValue(line, Answer.class);
    if (answer.error() != null) {
      throw new LabException("fabric, %s: %s".formatted(request.get("op"), answer.error()));
    }
    return answer;
  }

  @Override
  public void close() {
    process.destroy();
  }
}
