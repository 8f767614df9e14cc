package io.securitybaseline.facts;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TigeraNamespacesTest {

  @Test
  void whatTheOperatorCreatedIsItsOwn() {
    TigeraNamespaces namespaces = of(true, calicoSystem(), calicoApiserver());

    assertThat(namespaces.verified()).containsExactly("calico-apiserver", "calico-system");
    assertThat(namespaces.unverified()).isEmpty();
  }

  @Test
  void nothingIsVerifiedWhileNoOwnerCanExist() {
    TigeraNamespaces namespaces = of(false, calicoSystem(), calicoApiserver());

    assertThat(namespaces.verified()).isEmpty();
    assertThat(namespaces.unverified()).containsExactly("calico-apiserver", "calico-system");
  }

  @ParameterizedTest(name = "label {0}, owner {1} {2}, controller {3}")
  @CsvSource({
    "other, operator.tigera.io/v1, Installation, true",
    "calico-system, operator.tigera.io/v2, Installation, true",
    "calico-system, example.com/v1, Installation, true",
    "calico-system, operator.tigera.io/v1, Other, true",
    "calico-system, operator.tigera.io/v1, Installation, false",
  })
  void anythingLessIsNoEvidence(String label, String version, String kind, boolean controller) {
    assertThat(of(true, owned("calico-system", label, version, kind, controller)).unverified())
        .containsExactly("calico-system");
  }

  @Test
  void labelsAloneAreNoEvidence() {
    Namespace namespace = calicoSystem();
    namespace.getMetadata().setOwnerReferences(List.of());

    assertThat(of(true, namespace).unverified()).containsExactly("calico-system");
  }

  @Test
  void theOperatorsOwnNamespaceIsVerifiedByWhatTheOperatorCreated() {
    Namespace own = bare("tigera-operator");

    assertThat(of(true, own).unverified()).containsExactly("tigera-operator");
    assertThat(of(true, own, calicoSystem()).verified())
        .containsExactly("calico-system", "tigera-operator");
  }

  @Test
  void otherNamespacesDoNotConcernIt() {
    assertThat(
            of(
                true,
                owned("shop", "shop", "operator.tigera.io/v1", "Installation", true),
                bare("kube-system")))
        .isEqualTo(TigeraNamespaces.NONE);
  }

  @Test
  void theCacheKeepsTheEvidenceOfTheseNamespacesAndOfNoOther() {
    var prune = new Pruning().namespaces();
    Namespace other = owned("shop", "shop", "operator.tigera.io/v1", "Installation", true);

    assertThat(of(true, prune.apply(calicoSystem())).verified()).containsExactly("calico-system");
    assertThat(prune.apply(other).getMetadata().getOwnerReferences()).isEmpty();
    assertThat(NamespaceWatch.NAMESPACES.triggers(calicoSystem(), prune.apply(calicoSystem())))
        .isFalse();
    assertThat(NamespaceWatch.NAMESPACES.triggers(calicoSystem(), prune.apply(withoutOwner())))
        .isTrue();
    assertThat(NamespaceWatch.NAMESPACES.triggers(other, prune.apply(other))).isFalse();
  }

  private static TigeraNamespaces of(boolean installationServed, Namespace... namespaces) {
    return TigeraNamespaces.of(List.of(namespaces), installationServed);
  }

  private static Namespace withoutOwner() {
    Namespace namespace = calicoSystem();
    namespace.getMetadata().setOwnerReferences(List.of());
    return namespace;
  }

  private static Namespace calicoSystem() {
    return owned("calico-system", "calico-system", "operator.tigera.io/v1", "Installation", true);
  }

  private static Namespace calicoApiserver() {
    return owned(
        "calico-apiserver", "calico-apiserver", "operator.tigera.io/v1", "APIServer", true);
  }

  private static Namespace bare(String name) {
    return new NamespaceBuilder().withNewMetadata().withName(name).endMetadata().build();
  }

  private static Namespace owned(
      String name, String label, String version, String kind, boolean controller) {
    return new NamespaceBuilder()
        .withNewMetadata()
        .withName(name)
        .addToLabels("name", label)
        .addNewOwnerReference()
        .withApiVersion(version)
        .withKind(kind)
        .withName("default")
        .withUid("uid-1")
        .withController(controller)
        .endOwnerReference()
        .endMetadata()
        .build();
  }
}
