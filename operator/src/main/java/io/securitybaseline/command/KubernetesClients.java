package io.securitybaseline.command;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.http.AsyncBody;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import io.fabric8.kubernetes.client.http.Interceptor;
import io.securitybaseline.control.Ownership;
import io.securitybaseline.report.Metrics;
import java.nio.ByteBuffer;
import java.util.List;

/** Makes clients the way the operator needs them. */
public final class KubernetesClients {

  /** Of reads; writes are not repeated but decided anew on what the caches say by then. */
  private static final int RETRIES = 2;

  private KubernetesClients() {}

  /** The standard search: KUBECONFIG, then the user's kubeconfig, then the pod's own account. */
  static Config config() {
    return Config.autoConfigure(null);
  }

  /** A client for a command that a person runs. */
  public static KubernetesClient plain() {
    Config config = config();
    config.setUserAgent(Ownership.MANAGER + "/" + BuildInfo.version());
    return new KubernetesClientBuilder()
        .withConfig(config)
        .withKubernetesSerialization(SparseSerialization.create())
        .withHttpClientFactory(new PagingHttpClients(new CipherOrder()))
        .build();
  }

  /** The operator's own client, which counts requests and reads no more than what is kept. */
  public static KubernetesClient client(Config config, Metrics metrics) {
    config.setUserAgent(Ownership.MANAGER + "/" + BuildInfo.version());
    config.setRequestRetryBackoffLimit(RETRIES);
    return new KubernetesClientBuilder()
        .withConfig(config)
        .withKubernetesSerialization(SparseSerialization.createPruning())
        .withHttpClientFactory(new PagingHttpClients(new CipherOrder()))
        .withHttpClientBuilderConsumer(
            builder -> builder.addOrReplaceInterceptor("metrics", new Counting(metrics)))
        .build();
  }

  private record Counting(Metrics metrics) implements Interceptor {

    @Override
    public void after(
        HttpRequest request,
        HttpResponse<?> response,
        AsyncBody.Consumer<List<ByteBuffer>> consumer) {
      metrics.requested(request.method(), response.code());
    }

    @Override
    public void afterConnectionFailure(HttpRequest request, Throwable failure) {
      metrics.requested(request.method(), 0);
    }
  }
}
