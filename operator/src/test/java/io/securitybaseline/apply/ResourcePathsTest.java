package io.securitybaseline.apply;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.GenericKubernetesResourceBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResourcePathsTest {
  @ParameterizedTest(name = "{0} {1} in {2}")
  @CsvSource({
    "v1, Event, default, /api/v1/namespaces/default/events",
    "v1, Namespace, , /api/v1/namespaces",
    "networking.k8s.io/v1, NetworkPolicy, shop,"
        + " /apis/networking.k8s.io/v1/namespaces/shop/networkpolicies",
    "cilium.io/v2, CiliumClusterwideNetworkPolicy, ,"
        + " /apis/cilium.io/v2/ciliumclusterwidenetworkpolicies",
    "rbac.authorization.k8s.io/v1, ClusterRoleBinding, ,"
        + " /apis/rbac.authorization.k8s.io/v1/clusterrolebindings",
  })
  void collectionAndObject(
      String version, String kind, @Nullable String namespace, String expected) {
    var object = object(version, kind, namespace);

    assertThat(new ResourcePaths("https://api").collection(object))
        .isEqualTo("https://api" + expected);
    assertThat(new ResourcePaths("https://api").object(object))
        .isEqualTo("https://api" + expected + "/x");
  }

  @Test
  void trailingSlashAndPathOfTheServerAreKeptOnce() {
    var object = object("v1", "ConfigMap", "shop");

    assertThat(new ResourcePaths("https://api:6443/").object(object))
        .isEqualTo("https://api:6443/api/v1/namespaces/shop/configmaps/x");
    assertThat(new ResourcePaths("https://rancher/k8s/c-1").object(object))
        .isEqualTo("https://rancher/k8s/c-1/api/v1/namespaces/shop/configmaps/x");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "dev team;dev%20team",
        "team#1;team%231",
        "who?;who%3F",
        "a\\b|c;a%5Cb%7Cc",
        "ä€;%C3%A4%E2%82%AC",
        "metrics-server:system:auth-delegator;metrics-server:system:auth-delegator",
        "a@b.c_(1)~;a@b.c_(1)~",
      })
  void namesOfAnyCharactersAreOneSegment(String name, String expected) {
    var object = object("rbac.authorization.k8s.io/v1", "RoleBinding", "shop");
    object.getMetadata().setName(name);

    assertThat(new ResourcePaths("https://api").object(object))
        .isEqualTo(
            "https://api/apis/rbac.authorization.k8s.io/v1/namespaces/shop/rolebindings/"
                + expected);
    assertThat(URI.create(new ResourcePaths("https://api").object(object)).getPath())
        .endsWith("/" + name);
  }

  private static HasMetadata object(String version, String kind, @Nullable String namespace) {
    return new GenericKubernetesResourceBuilder()
        .withApiVersion(version)
        .withKind(kind)
        .withNewMetadata()
        .withName("x")
        .withNamespace(namespace)
        .endMetadata()
        .build();
  }
}
