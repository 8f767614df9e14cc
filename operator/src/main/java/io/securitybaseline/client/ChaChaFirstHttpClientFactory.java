package io.securitybaseline.client;

import io.fabric8.kubernetes.client.jdkhttp.JdkHttpClientFactory;
import java.net.http.HttpClient;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManager;

/**
 * Offers ChaCha20 before AES to the API server, which takes what its client prefers. Only the
 * optimizing compiler makes the processor's own instructions of AES-GCM, and the image does without
 * that compiler: docs/decisions/0016-chacha-first.md. Everything else that the JDK would offer is
 * still offered, for a server that has no ChaCha20.
 *
 * <p>The client's tasks run in virtual threads: docs/decisions/0035-http-in-virtual-threads.md.
 */
final class ChaChaFirstHttpClientFactory extends JdkHttpClientFactory {

  private static final String PREFERRED = "CHACHA20";

  @Override
  protected void additionalConfig(HttpClient.Builder builder) {
    builder.sslParameters(parameters()).executor(inVirtualThreads());
  }

  /** A request is many short tasks, each of which would wake up a thread of the platform. */
  private static Executor inVirtualThreads() {
    return Executors.newThreadPerTaskExecutor(
        Thread.ofVirtual().name("kubernetes-http-", 1).factory());
  }

  private static SSLParameters parameters() {
    SSLParameters parameters = ofTheJdk();
    String[] suites = parameters.getCipherSuites();
    // A stable sort, and false comes first: within both groups the JDK's order stays.
    Arrays.sort(suites, Comparator.comparing(suite -> !suite.contains(PREFERRED)));
    parameters.setCipherSuites(suites);
    return parameters;
  }

  private static SSLParameters ofTheJdk() {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      // Without managers of its own it would read the certificates of all authorities of the world.
      context.init(new KeyManager[0], new TrustManager[0], null);
      return context.getDefaultSSLParameters();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this JVM has no TLS", e);
    }
  }
}
