package io.securitybaseline.client;

import io.fabric8.kubernetes.client.http.HttpClient;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import io.fabric8.kubernetes.client.http.StandardHttpRequest;
import java.net.URI;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks for a list in pages of a bounded size. The client asks for pages of so many objects, and
 * tenants choose how large those are; an answer that becomes too large is given up and asked for
 * again with fewer objects. A token to continue is valid whatever the limit.
 */
final class ListPages {

  private static final Logger log = LoggerFactory.getLogger(ListPages.class);

  /** Bytes of an answer. Five hundred pods, or ten thousand namespaces, are about half of it. */
  static final long MOST = 16 << 20;

  /** How many times fewer objects are asked for when an answer was too large. */
  private static final long FEWER = 8;

  private static final Pattern LIMIT = Pattern.compile("(?<=[?&]limit=)[0-9]+");

  private final LargeAnswers large = new LargeAnswers();
  private final PagesAhead ahead = new PagesAhead();

  /** What fits, by the path of the list, where that is less than was asked for. */
  private final Map<String, Long> fitting = new ConcurrentHashMap<>();

  /** How many objects a request asks for, if it is one for a page of a list. */
  static OptionalLong limit(HttpRequest request) {
    if (!"GET".equals(request.method()) || request.uri().getRawQuery() == null) {
      return OptionalLong.empty();
    }
    Matcher matcher = LIMIT.matcher(request.uri().toString());
    return matcher.find() ? OptionalLong.of(Long.parseLong(matcher.group())) : OptionalLong.empty();
  }

  /** Sends a request for a page of a list of at most {@code asked} objects. */
  CompletableFuture<HttpResponse<byte[]>> send(
      HttpClient client, StandardHttpRequest request, long asked) {
    ListPage page = ahead.take(request);
    return page == null
        ? read(client, request, asked)
        : read(client, request, asked, page.handedOn())
            // It may have waited too long.
            .exceptionallyCompose(_ -> read(client, request, asked));
  }

  private CompletableFuture<HttpResponse<byte[]>> read(
      HttpClient client, StandardHttpRequest request, long asked) {
    return read(client, request, asked, fetch(client, request, fitting(request, asked)));
  }

  private CompletableFuture<HttpResponse<byte[]>> read(
      HttpClient client, StandardHttpRequest request, long asked, ListPage page) {
    PageBody body = page.body();
    CompletableFuture<HttpResponse<byte[]>> answer = new CompletableFuture<>();
    // First: what depends on the response must not run while the page takes its turn.
    body.want();
    var _ =
        page.response()
            .whenComplete((response, failure) -> {
              if (body.tooLarge()) {
                body.release();
                readFewer(client, request, asked, page, answer);
                return;
              }
              grow(request.uri().getRawPath(), asked, page.limit(), body);
              if (response != null && asked > 1) {
                fetchAhead(client, request, asked, response);
              }
              // What depends on the answer reads it before this returns.
              ListPage.complete(answer).accept(response, failure);
              body.release();
            });
    return answer;
  }

  private void readFewer(
      HttpClient client,
      StandardHttpRequest request,
      long asked,
      ListPage page,
      CompletableFuture<HttpResponse<byte[]>> answer) {
    long fewer = Math.max(1, page.limit() / FEWER);
    fitting.put(request.uri().getRawPath(), fewer);
    log.atInfo()
        .addKeyValue("path", request.uri().getRawPath())
        .addKeyValue("limit", fewer)
        .log("a page of a list was too large: asking for fewer objects");
    try {
      var _ =
          read(client, request, asked, fetch(client, request, fewer))
              .whenComplete(ListPage.complete(answer));
    } catch (RuntimeException e) {
      answer.completeExceptionally(e);
    }
  }

  /** A page that cannot be fetched ahead is requested when it is asked for. */
  private void fetchAhead(
      HttpClient client, StandardHttpRequest request, long asked, HttpResponse<byte[]> response) {
    try {
      PagesAhead.next(request, response)
          .ifPresent(next -> ahead.put(next, fetch(client, next, fitting(next, asked))));
    } catch (RuntimeException e) {
      log.debug("the next page of a list was not fetched ahead", e);
    }
  }

  private ListPage fetch(HttpClient client, StandardHttpRequest request, long limit) {
    PageBody body = new PageBody(limit > 1 ? MOST : Long.MAX_VALUE, large);
    return new ListPage(
        body, client.consumeBytes(limited(request, limit), body).thenCompose(body::read), limit);
  }

  private long fitting(StandardHttpRequest request, long asked) {
    return Math.min(asked, fitting.getOrDefault(request.uri().getRawPath(), asked));
  }

  /** A tenant's large objects are passed at some page, and ordinary ones follow. */
  private void grow(String path, long asked, long limit, PageBody body) {
    if (limit < asked && body.bytes() < MOST / FEWER) {
      long more = limit * FEWER;
      fitting.compute(path, (_, known) -> known == null || more >= asked ? null : more);
    }
  }

  private static StandardHttpRequest limited(StandardHttpRequest request, long limit) {
    String uri = LIMIT.matcher(request.uri().toString()).replaceFirst(Long.toString(limit));
    StandardHttpRequest.Builder builder = request.newBuilder();
    builder.uri(URI.create(uri)).header("Accept-Encoding", Gzip.NAME);
    return builder.build();
  }
}
