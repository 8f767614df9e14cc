package io.securitybaseline.client;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * What the API server last answered to the request that opens each watch. An informer does not
 * expose it: it retries, and reports neither the code nor, where the client watches without {@link
 * WatchRequest} and has received nothing yet, that the stream is open. Bounded by the watches that
 * this process opens.
 */
public final class WatchAnswers {

  private static final String FIELD_SELECTOR = "fieldSelector=";

  private final Map<String, Answer> last = new ConcurrentHashMap<>();

  /**
   * An answer to a request for a watch.
   *
   * @param code of HTTP, or 0 if the connection failed
   * @param open whether a response in lines has begun and not ended
   */
  public record Answer(int code, boolean open) {}

  /** Whether the request opens a watch. */
  public static boolean isWatch(URI request) {
    return parameters(request).anyMatch("watch=true"::equals);
  }

  /** The API server answered the request. */
  public void answered(URI request, int code) {
    last.put(key(request), new Answer(code, false));
  }

  /** A response in lines begins; a WebSocket is followed by its informer instead. */
  public void opened(URI request) {
    last.put(key(request), new Answer(200, true));
  }

  /** A response in lines is over, in whatever way. */
  public void ended(URI request) {
    last.computeIfPresent(key(request), (_, answer) -> new Answer(answer.code(), false));
  }

  /** No answer came. */
  public void failed(URI request) {
    last.put(key(request), new Answer(0, false));
  }

  /** The last answer about what is at the path, as {@link #key(String, String)} writes it. */
  public Optional<Answer> last(String key) {
    return Optional.ofNullable(last.get(key));
  }

  /** How a watch is found again: its path and, where there is one, its field selector. */
  public static String key(String path, String fieldSelector) {
    return fieldSelector.isEmpty() ? path : path + "?" + FIELD_SELECTOR + fieldSelector;
  }

  private static String key(URI request) {
    String selector =
        parameters(request)
            .filter(parameter -> parameter.startsWith(FIELD_SELECTOR))
            .map(parameter -> parameter.substring(FIELD_SELECTOR.length()))
            .map(value -> URLDecoder.decode(value, StandardCharsets.UTF_8))
            .findFirst()
            .orElse("");
    return key(request.getPath(), selector);
  }

  private static Stream<String> parameters(URI request) {
    return request.getRawQuery() == null
        ? Stream.empty()
        : Stream.of(request.getRawQuery().split("&"));
  }
}
