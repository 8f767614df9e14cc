package io.securitybaseline.client;

import io.fabric8.kubernetes.client.http.HttpResponse;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;

/**
 * A page of a list that is being fetched.
 *
 * @param limit how many objects it was asked for
 */
record ListPage(PageBody body, CompletableFuture<HttpResponse<byte[]>> response, long limit) {

  /**
   * The same page, read by another thread: the one that reads a page asks for the next, which may
   * be there already, so that its stack would grow with each page.
   */
  ListPage handedOn() {
    CompletableFuture<HttpResponse<byte[]>> later = new CompletableFuture<>();
    var _ = response.whenCompleteAsync(complete(later));
    return new ListPage(body, later, limit);
  }

  /** Completes the future with what another one was completed with. */
  static <T> BiConsumer<T, Throwable> complete(CompletableFuture<T> future) {
    return (value, failure) -> {
      if (failure == null) {
        future.complete(value);
      } else {
        future.completeExceptionally(failure);
      }
    };
  }
}
