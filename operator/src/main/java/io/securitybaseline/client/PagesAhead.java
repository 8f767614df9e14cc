package io.securitybaseline.client;

import io.fabric8.kubernetes.client.http.HttpResponse;
import io.fabric8.kubernetes.client.http.StandardHttpRequest;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Pages of lists that are fetched before they are asked for, so that the API server prepares a page
 * while the one before it is read: at most one for each list.
 */
final class PagesAhead {

  /** The API server writes the metadata of a list before its items, other than of custom ones. */
  private static final int HEAD = 2048;

  private static final Pattern TOKEN = Pattern.compile("\"continue\":\"([^\"\\\\]+)\"");
  private static final String CONTINUE = "continue=";
  private static final String LIMIT = "limit=";

  private final Map<String, Ahead> pages = new ConcurrentHashMap<>();

  private record Ahead(String query, ListPage page) {}

  /** The request for the page after a response, if it states at its beginning that there is one. */
  static Optional<StandardHttpRequest> next(
      StandardHttpRequest request, HttpResponse<byte[]> response) {
    byte[] body = response.body();
    String head = new String(body, 0, Math.min(HEAD, body.length), StandardCharsets.ISO_8859_1);
    int items = head.indexOf("\"items\"");
    Matcher token = TOKEN.matcher(items < 0 ? head : head.substring(0, items));
    return response.isSuccessful() && token.find()
        ? Optional.of(continued(request, token.group(1)))
        : Optional.empty();
  }

  /** A token stands for the version too, and a request with both is rejected. */
  private static StandardHttpRequest continued(StandardHttpRequest request, String token) {
    String query =
        Stream.concat(
                Stream.of(CONTINUE + URLEncoder.encode(token, StandardCharsets.UTF_8)),
                ofList(request.uri()))
            .collect(Collectors.joining("&"));
    String uri = request.uri().toString();
    StandardHttpRequest.Builder builder = request.newBuilder();
    builder.uri(URI.create(uri.substring(0, uri.indexOf('?') + 1) + query));
    return builder.build();
  }

  /** Keeps a page until it is asked for, in the place of an earlier one of the same list. */
  void put(StandardHttpRequest request, ListPage page) {
    drop(pages.put(list(request.uri()), new Ahead(query(request.uri()), page)));
  }

  /** The page that a request asks for; a list that begins again or elsewhere needs none. */
  @Nullable ListPage take(StandardHttpRequest request) {
    Ahead ahead = pages.remove(list(request.uri()));
    if (ahead != null && ahead.query().equals(query(request.uri()))) {
      return ahead.page();
    }
    drop(ahead);
    return null;
  }

  private static void drop(@Nullable Ahead ahead) {
    if (ahead != null) {
      ahead.page().body().drop();
    }
  }

  private static String list(URI uri) {
    return uri.getRawPath()
        + ofList(uri)
            .filter(parameter -> !parameter.startsWith(LIMIT))
            .sorted()
            .collect(Collectors.joining("&", "?", ""));
  }

  /** The same list may be asked for with another number of objects. */
  private static String query(URI uri) {
    return parameters(uri)
        .filter(parameter -> !parameter.startsWith(LIMIT))
        .sorted()
        .collect(Collectors.joining("&"));
  }

  /** What the pages of a list have in common. */
  private static Stream<String> ofList(URI uri) {
    return parameters(uri)
        .filter(parameter -> !parameter.startsWith(CONTINUE))
        .filter(parameter -> !parameter.startsWith("resourceVersion"));
  }

  private static Stream<String> parameters(URI uri) {
    return Arrays.stream(uri.getRawQuery().split("&"));
  }
}
