package io.securitybaseline.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpClient;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;

class ChaChaFirstHttpClientFactoryTest {

  private static final String CHACHA = "TLS_CHACHA20_POLY1305_SHA256";

  private static HttpClient client() {
    HttpClient.Builder builder = HttpClient.newBuilder();
    new ChaChaFirstHttpClientFactory().additionalConfig(builder);
    return builder.build();
  }

  private static List<String> offered() {
    try (HttpClient client = client()) {
      return List.of(client.sslParameters().getCipherSuites());
    }
  }

  @Test
  void tasksRunInVirtualThreads() throws Exception {
    try (HttpClient client = client()) {
      FutureTask<Boolean> task = new FutureTask<>(() -> Thread.currentThread().isVirtual());
      client.executor().orElseThrow().execute(task);
      assertThat(task.get(10, TimeUnit.SECONDS)).isTrue();
    }
  }

  private static List<String> ofTheJdk() throws NoSuchAlgorithmException {
    return List.of(SSLContext.getDefault().getDefaultSSLParameters().getCipherSuites());
  }

  @Test
  void chachaIsOfferedFirst() {
    assertThat(offered()).startsWith(CHACHA);
  }

  @Test
  void nothingThatTheJdkOffersIsMissingAndNothingIsAdded() throws NoSuchAlgorithmException {
    assertThat(offered()).containsExactlyInAnyOrderElementsOf(ofTheJdk());
  }

  @Test
  void amongTheOthersTheOrderIsThatOfTheJdk() throws NoSuchAlgorithmException {
    assertThat(offered().stream().filter(suite -> !suite.contains("CHACHA20")))
        .containsExactlyElementsOf(
            ofTheJdk().stream().filter(suite -> !suite.contains("CHACHA20")).toList());
  }
}
