package io.securitybaseline.client;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.http.AsyncBody;
import io.fabric8.kubernetes.client.http.HttpClient;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import io.fabric8.kubernetes.client.http.Interceptor;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.securitybaseline.control.Ownership;
import io.securitybaseline.facts.watch.Watch;
import io.securitybaseline.report.Metrics;
import io.securitybaseline.report.policy.ReportKind;
import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Creates clients for the operator and its commands. */
public final class KubernetesClients {

  /**
   * Of reads; writes are not repeated: the change is evaluated again on what the caches show by
   * then.
   */
  private static final int RETRIES = 2;

  private static final Set<String> REPORT_GROUPS =
      Stream.of(ReportKind.values()).map(ReportKind::group).collect(Collectors.toUnmodifiableSet());

  private KubernetesClients() {}

  /**
   * A client for a command that a user runs.
   *
   * @param watches what is read of which kinds, each kind and selection once
   * @throws CommandFailure if the connection cannot be set up, as without a file of a certificate
   */
  public static KubernetesClient plain(Config config, Collection<? extends Watch<?>> watches) {
    return plain(config, SparseSerialization.create(watches));
  }

  /**
   * The same for commands that ask which client wrote a field, so that {@code managedFields} are
   * read as well.
   */
  public static KubernetesClient withManagedFields(
      Config config, Collection<? extends Watch<?>> watches) {
    return plain(config, SparseSerialization.createWithManagedFields(watches));
  }

  private static KubernetesClient plain(Config config, KubernetesSerialization serialization) {
    config.setUserAgent(Ownership.MANAGER + "/" + BuildInfo.version());
    config.setRequestRetryBackoffLimit(RETRIES);
    try {
      return new KubernetesClientBuilder()
          .withConfig(config)
          .withKubernetesSerialization(serialization)
          .withHttpClientFactory(new PagingHttpClients(new ChaChaFirstHttpClientFactory()))
          .build();
    } catch (RuntimeException e) {
      throw new CommandFailure(
          "cannot set up the connection to %s: %s: check the kubeconfig"
              .formatted(config.getMasterUrl(), ApiFailure.cause(e)),
          e);
    }
  }

  /**
   * The operator's own clients, which count requests, log an outage once, and read no more than
   * what is kept.
   *
   * @param watches as for {@link #plain}
   * @param outage records each answer and each failed connection
   */
  public static ApiServer client(
      Config config,
      Collection<? extends Watch<?>> watches,
      Metrics metrics,
      ApiServerOutage outage) {
    WatchAnswers answers = new WatchAnswers();
    ListProgress lists = new ListProgress();
    config.setUserAgent(Ownership.MANAGER + "/" + BuildInfo.version());
    config.setRequestRetryBackoffLimit(RETRIES);
    KubernetesSerialization serialization = SparseSerialization.createPruning(watches);
    Interceptor counting = new Counting(metrics, outage);
    KubernetesClient client =
        client(
            config,
            serialization,
            builder ->
                builder
                    .addOrReplaceInterceptor("metrics", counting)
                    .addOrReplaceInterceptor("watches", new Watching(answers))
                    .addOrReplaceInterceptor("lists", new Reading(lists))
                    .addOrReplaceInterceptor("metadata", new MetadataOnly(REPORT_GROUPS)));
    KubernetesClient writer =
        client(
            config, serialization, builder -> builder.addOrReplaceInterceptor("metrics", counting));
    return new ApiServer(client, writer, answers, lists);
  }

  private static KubernetesClient client(
      Config config,
      KubernetesSerialization serialization,
      Consumer<HttpClient.Builder> interceptors) {
    return new KubernetesClientBuilder()
        .withConfig(config)
        .withKubernetesSerialization(serialization)
        .withHttpClientFactory(new PagingHttpClients(new ChaChaFirstHttpClientFactory()))
        .withHttpClientBuilderConsumer(interceptors)
        .build();
  }

  private record Counting(Metrics metrics, ApiServerOutage outage) implements Interceptor {

    @Override
    public void after(
        HttpRequest request,
        HttpResponse<?> response,
        AsyncBody.Consumer<List<ByteBuffer>> consumer) {
      metrics.requested(request.method(), response.code());
      outage.answered();
    }

    @Override
    public void afterConnectionFailure(HttpRequest request, Throwable failure) {
      metrics.requested(request.method(), 0);
      outage.failed(request.uri().getAuthority(), failure);
    }
  }

  /** Counts what arrives of responses that end, as those to lists do. */
  private record Reading(ListProgress lists) implements Interceptor {

    @Override
    public AsyncBody.Consumer<List<ByteBuffer>> consumer(
        AsyncBody.Consumer<List<ByteBuffer>> consumer, HttpRequest request) {
      return !"GET".equals(request.method()) || WatchAnswers.isWatch(request.uri())
          ? consumer
          : (buffers, body) -> {
            lists.read();
            consumer.consume(buffers, body);
          };
    }
  }

  /** Remembers how each watch was answered. */
  private record Watching(WatchAnswers answers) implements Interceptor {

    @Override
    public void after(
        HttpRequest request,
        HttpResponse<?> response,
        AsyncBody.Consumer<List<ByteBuffer>> consumer) {
      if (!WatchAnswers.isWatch(request.uri())) {
        return;
      }
      if (response.code() == 200 && response.body() instanceof AsyncBody stream) {
        answers.opened(request.uri());
        var _ = stream.done().whenComplete((_, _) -> answers.ended(request.uri()));
      } else {
        answers.answered(request.uri(), response.code());
      }
    }

    @Override
    public void afterConnectionFailure(HttpRequest request, Throwable failure) {
      if (WatchAnswers.isWatch(request.uri())) {
        answers.failed(request.uri());
      }
    }
  }
}
