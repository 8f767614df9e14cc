package io.securitybaseline.facts.azure.client;

import com.azure.core.http.HttpPipelineCallContext;
import com.azure.core.http.HttpPipelineNextPolicy;
import com.azure.core.http.HttpResponse;
import com.azure.core.http.policy.HttpPipelinePolicy;
import reactor.core.publisher.Mono;

/**
 * Reports failures and throttling of Entra ID itself. Its response is then not necessarily JSON,
 * the only format that the library reads.
 */
final class TokenEndpointPolicy implements HttpPipelinePolicy {

  private static final int THROTTLED = 429;
  private static final int FIRST_FAULT_OF_THE_SERVER = 500;

  @Override
  public Mono<HttpResponse> process(HttpPipelineCallContext context, HttpPipelineNextPolicy next) {
    return next.process()
        .flatMap(response -> {
          int status = response.getStatusCode();
          return status >= FIRST_FAULT_OF_THE_SERVER || status == THROTTLED
              ? Mono.error(new EntraException(response))
              : Mono.just(response);
        });
  }
}
