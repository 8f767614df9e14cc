package io.securitybaseline.testing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What one user asked of an API server since a moment, from its audit log. A line is written after
 * its request is answered, so that what was asked before may be written after the moment; what
 * counts is when a request came in, by the clock that this process and the API server share.
 */
public final class AuditLog {

  /** One request that was answered. */
  public record Request(
      String verb, String resource, String subresource, String namespace, String name, int code) {

    private static final Set<String> WRITES =
        Set.of("create", "update", "patch", "delete", "deletecollection");

    public boolean isWrite() {
      return WRITES.contains(verb);
    }

    public boolean isWatch() {
      return verb.equals("watch");
    }

    /** The resource with its subresource, as in {@code securitybaselines/status}. */
    public String target() {
      return subresource.isEmpty() ? resource : resource + "/" + subresource;
    }
  }

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path file;
  private final String user;
  private final long start;
  private final Instant since;

  private AuditLog(Path file, String user, long start, Instant since) {
    this.file = file;
    this.user = user;
    this.start = start;
    this.since = since;
  }

  static AuditLog from(Path file, String user) {
    try {
      // In this order: what comes in after the moment is written after what the file holds now. The
      // API server has no more than microseconds.
      long size = Files.size(file);
      return new AuditLog(file, user, size, Instant.now().truncatedTo(ChronoUnit.MICROS));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The same moment, another user. */
  public AuditLog of(String otherUser) {
    return new AuditLog(file, otherUser, start, since);
  }

  public List<Request> requests() {
    return events().map(AuditLog::request).toList();
  }

  /** The paths that were asked for, with their parameters. */
  public List<String> addresses() {
    return events().map(event -> event.path("requestURI").asText()).toList();
  }

  /** The values of an annotation that the requests have, such as an admission policy's. */
  public List<String> annotations(String key) {
    return events()
        .map(event -> event.path("annotations").path(key))
        .filter(JsonNode::isTextual)
        .map(JsonNode::asText)
        .toList();
  }

  private Stream<JsonNode> events() {
    return lines().stream()
        .map(AuditLog::parsed)
        .filter(event -> event.at("/user/username").asText().equals(user))
        .filter(event -> event.path("stage").asText().equals("ResponseComplete"))
        .filter(event -> !cameIn(event).isBefore(since));
  }

  public List<Request> writes() {
    return requests().stream().filter(Request::isWrite).toList();
  }

  /** Whole lines only: the last one may be under way. */
  private List<String> lines() {
    try (RandomAccessFile log = new RandomAccessFile(file.toFile(), "r")) {
      log.seek(start);
      byte[] bytes = new byte[Math.toIntExact(log.length() - start)];
      log.readFully(bytes);
      String text = new String(bytes, StandardCharsets.UTF_8);
      return text.substring(0, text.lastIndexOf('\n') + 1).lines().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static JsonNode parsed(String line) {
    try {
      return JSON.readTree(line);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Instant cameIn(JsonNode event) {
    return Instant.parse(event.path("requestReceivedTimestamp").asText());
  }

  private static Request request(JsonNode event) {
    JsonNode object = event.path("objectRef");
    return new Request(
        event.path("verb").asText(),
        object.path("resource").asText(),
        object.path("subresource").asText(),
        object.path("namespace").asText(),
        object.path("name").asText(),
        event.at("/responseStatus/code").asInt());
  }
}
