package io.securitybaseline.client;

import static io.securitybaseline.testing.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.PodList;
import io.fabric8.kubernetes.client.http.HttpClient;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ListPagesTest {

  private static final int MIB = 1 << 20;

  private PodListServer server;

  @BeforeEach
  void start() throws IOException {
    server = new PodListServer();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void ordinaryObjectsTakeTheRequestsThatTheClientAsksFor() {
    server.pods = 1200;

    assertThat(server.read(500)).hasSize(1200).doesNotHaveDuplicates();

    assertThat(server.requests)
        .containsExactly("limit=500", "continue=500&limit=500", "continue=1000&limit=500");
  }

  /** The first lists are given up only when nothing arrives. */
  @Test
  void eachPageIsProgress() {
    server.pods = 1200;
    assertThat(server.progress.parts()).isZero();

    assertThat(server.read(500)).hasSize(1200);

    assertThat(server.progress.parts()).isGreaterThanOrEqualTo(3);
  }

  @Test
  void ofLargeObjectsFewerAreReadAtATime() {
    server.pods = 100;
    server.size = _ -> MIB;

    assertThat(server.read(500)).hasSize(100).doesNotHaveDuplicates();

    assertThat(server.requests)
        .startsWith("limit=500", "limit=62", "limit=7", "continue=7&limit=7");
    assertThat(server.requests).hasSize(2 + 15);
  }

  @Test
  void oneObjectIsReadHoweverLargeItIs() {
    server.pods = 3;
    server.size = number -> number == 1 ? 2 * (int) ListPages.MOST : 10;

    assertThat(server.read(500)).hasSize(3);
  }

  @Test
  void afterLargeObjectsThePagesGrowAgain() {
    server.pods = 2000;
    server.size = number -> number < 20 ? MIB : 10;

    assertThat(server.read(500)).hasSize(2000).doesNotHaveDuplicates();

    assertThat(server.requests.getLast()).endsWith("limit=500");
    assertThat(server.requests).hasSizeLessThan(14);
  }

  @Test
  void listsThatAreNotAskedForInPagesAreReadAsEver() {
    server.pods = 20;
    server.size = _ -> MIB;

    assertThat(server.client.pods().inAnyNamespace().list().getItems()).hasSize(20);
    assertThat(server.requests).containsExactly("null");
  }

  @Test
  void compressedPagesAreRead() {
    server.pods = 1200;
    server.compresses = true;

    assertThat(server.read(500)).hasSize(1200).doesNotHaveDuplicates();

    assertThat(server.requests)
        .containsExactly("limit=500", "continue=500&limit=500", "continue=1000&limit=500");
  }

  /** A tenant's objects may take a thousandth of their size when compressed. */
  @Test
  void theDecompressedSizeIsWhatCounts() {
    server.pods = 100;
    server.size = _ -> MIB;
    server.compresses = true;

    assertThat(server.read(500)).hasSize(100).doesNotHaveDuplicates();

    assertThat(server.requests).startsWith("limit=500", "limit=62", "limit=7");
    assertThat(server.requests).hasSize(2 + 15);
  }

  @Test
  void theNextPageIsFetchedBeforeItIsAskedFor() {
    server.pods = 1200;

    PodList first = server.page(500, null);

    eventually(
        () -> assertThat(server.requests).containsExactly("limit=500", "continue=500&limit=500"));
    assertThat(server.page(500, first.getMetadata().getContinue()).getItems()).hasSize(500);
    assertThat(server.requests).filteredOn(query -> query.startsWith("continue=500")).hasSize(1);
  }

  /** Of what was fetched ahead nothing is older than the list that is read. */
  @Test
  void aListThatBeginsAgainDoesNotTakeAPageOfTheOneBefore() {
    server.pods = 600;
    server.page(500, null);
    eventually(() -> assertThat(server.requests).hasSize(2));
    server.pods = 700;

    assertThat(server.read(500)).hasSize(700);
  }

  /** It would occupy the connection. */
  @Test
  void aPageThatIsNotNeededIsGivenUp() {
    server.pods = 1000;
    server.size = _ -> 30_000;
    server.page(500, null);
    eventually(() -> assertThat(server.requests).hasSize(2));

    server.page(500, null);

    eventually(() -> assertThat(server.dropped).hasPositiveValue());
  }

  @Test
  void oneObjectIsNoPage() {
    server.pods = 3;

    server.page(1, null);
    server.page(1, null);

    assertThat(server.requests).containsExactly("limit=1", "limit=1");
  }

  /** As informers read lists: the thread that reads a page asks for the next. */
  @Test
  void theStackDoesNotGrowWithTheNumberOfPages() {
    server.pods = 10_000;
    server.size = _ -> 1;

    AtomicInteger read = new AtomicInteger();
    CompletableFuture<Void> end = new CompletableFuture<>();
    readFrom("limit=2", read, end);

    end.join();
    assertThat(read).hasValue(10_000);
  }

  private void readFrom(String query, AtomicInteger read, CompletableFuture<Void> end) {
    HttpClient http = server.client.getHttpClient();
    HttpRequest request =
        http.newHttpRequestBuilder()
            .uri(URI.create(server.client.getMasterUrl() + "api/v1/pods?" + query))
            .build();
    var _ =
        http.sendAsync(request, byte[].class)
            .thenAccept(response -> {
              PodList page =
                  Serialization.unmarshal(
                      new String(response.body(), StandardCharsets.UTF_8), PodList.class);
              read.addAndGet(page.getItems().size());
              String token = page.getMetadata().getContinue();
              if (token.isEmpty()) {
                end.complete(null);
              } else {
                readFrom("continue=%s&limit=2".formatted(token), read, end);
              }
            })
            .exceptionally(failure -> {
              end.completeExceptionally(failure);
              return null;
            });
  }
}
