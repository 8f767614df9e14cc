package io.securitybaseline.facts.azure.client;

import com.azure.core.exception.HttpResponseException;
import com.azure.core.http.HttpResponse;

/** Entra ID itself failed or throttles; not Azure Resource Manager, which was not asked yet. */
final class EntraException extends HttpResponseException {

  private static final long serialVersionUID = 1L;

  EntraException(HttpResponse response) {
    super("Entra ID answered " + response.getStatusCode(), response);
  }
}
