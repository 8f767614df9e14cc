package io.securitybaseline.apply;

import io.fabric8.kubernetes.api.Pluralize;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.Locale;

/** Where an object lives on an API server. */
final class ResourcePaths {

  private final String server;

  /**
   * @param server the API server's address, with or without a trailing slash
   */
  ResourcePaths(String server) {
    this.server = server.endsWith("/") ? server.substring(0, server.length() - 1) : server;
  }

  /** The collection that the object belongs to. */
  String collection(HasMetadata object) {
    StringBuilder path = new StringBuilder(server);
    path.append(object.getApiVersion().contains("/") ? "/apis/" : "/api/");
    path.append(object.getApiVersion());
    if (object.getMetadata().getNamespace() != null) {
      path.append("/namespaces/").append(object.getMetadata().getNamespace());
    }
    return path.append('/')
        .append(Pluralize.toPlural(object.getKind().toLowerCase(Locale.ROOT)))
        .toString();
  }

  String object(HasMetadata object) {
    return collection(object) + "/" + object.getMetadata().getName();
  }
}
