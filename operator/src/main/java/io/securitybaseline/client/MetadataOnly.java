package io.securitybaseline.client;

import io.fabric8.kubernetes.client.http.BasicBuilder;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.Interceptor;
import java.util.Set;

/**
 * Asks the API server for the metadata alone where objects of some groups are listed or watched:
 * policy reports are large, and only their metadata is read.
 */
record MetadataOnly(Set<String> groups) implements Interceptor {

  MetadataOnly {
    groups = Set.copyOf(groups);
  }

  @Override
  public void before(BasicBuilder builder, HttpRequest request, RequestTags tags) {
    String path = request.uri().getPath();
    if (groups.stream().anyMatch(group -> path.startsWith("/apis/" + group + "/"))
        && isRead(request)) {
      builder.setHeader(
          "Accept",
          "application/json;as=%s;g=meta.k8s.io;v=v1"
              .formatted(
                  WatchAnswers.isWatch(request.uri())
                      ? "PartialObjectMetadata"
                      : "PartialObjectMetadataList"));
    }
  }

  private static boolean isRead(HttpRequest request) {
    return request.method() == null || request.method().equals("GET");
  }
}
