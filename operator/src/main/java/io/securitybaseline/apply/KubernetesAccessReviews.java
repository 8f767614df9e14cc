package io.securitybaseline.apply;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.authentication.SelfSubjectReview;
import io.fabric8.kubernetes.api.model.authorization.v1.SelfSubjectAccessReviewBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import java.util.List;

/** Asks by SelfSubjectAccessReview and SelfSubjectReview, which every client may create. */
public final class KubernetesAccessReviews implements AccessReviews {

  private final KubernetesClient client;

  public KubernetesAccessReviews(KubernetesClient client) {
    this.client = client;
  }

  @Override
  public boolean mayBind(String kind, String name) {
    var review =
        new SelfSubjectAccessReviewBuilder()
            .withNewSpec()
            .withNewResourceAttributes()
            .withVerb("bind")
            .withGroup("rbac.authorization.k8s.io")
            .withResource(kind.equals("ClusterRole") ? "clusterroles" : "roles")
            .withName(name)
            .endResourceAttributes()
            .endSpec()
            .build();
    return Boolean.TRUE.equals(client.resource(review).create().getStatus().getAllowed());
  }

  @Override
  public boolean isMissing(String clusterRole) {
    try {
      return client.rbac().clusterRoles().withName(ResourcePaths.segment(clusterRole)).get()
          == null;
    } catch (KubernetesClientException e) {
      if (e.getCode() == HttpURLConnection.HTTP_FORBIDDEN) {
        return false;
      }
      throw e;
    }
  }

  @Override
  public <T extends HasMetadata> List<T> list(Class<T> kind) {
    return client.resources(kind).list().getItems();
  }

  @Override
  public String self() {
    return client
        .resource(new SelfSubjectReview())
        .create()
        .getStatus()
        .getUserInfo()
        .getUsername();
  }
}
