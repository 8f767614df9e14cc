package io.securitybaseline.facts.azure.client;

import com.azure.core.http.HttpPipelineCallContext;
import com.azure.core.http.HttpPipelineNextPolicy;
import com.azure.core.http.HttpResponse;
import com.azure.core.http.policy.HttpPipelinePolicy;
import java.util.function.IntConsumer;
import reactor.core.publisher.Mono;

/** Reports the status of every request, or 0 without a response. */
final class RequestCounter implements HttpPipelinePolicy {

  private final IntConsumer answered;

  RequestCounter(IntConsumer answered) {
    this.answered = answered;
  }

  @Override
  public Mono<HttpResponse> process(HttpPipelineCallContext context, HttpPipelineNextPolicy next) {
    return next.process()
        .doOnNext(response -> answered.accept(response.getStatusCode()))
        .doOnError(_ -> answered.accept(0))
        .doOnCancel(() -> answered.accept(0));
  }
}
