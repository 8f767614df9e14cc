package io.securitybaseline.reconcile.caches;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingAdmissionPolicy;
import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.securitybaseline.facts.EngineWatches;
import io.securitybaseline.facts.NamespaceWatch;
import io.securitybaseline.facts.PodWatches;
import io.securitybaseline.facts.watch.Availability;
import io.securitybaseline.facts.watch.Kind;
import io.securitybaseline.facts.watch.Watch;
import java.util.AbstractList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CachedResourcesTest {

  private static final Watch<ValidatingAdmissionPolicy> FIRST = policy("first");
  private static final Watch<ValidatingAdmissionPolicy> SECOND = policy("second");

  private final CachedResources resources = new CachedResources();

  @Test
  void aKindWithoutACacheIsEmptyAndNotServed() {
    assertThat(resources.all(Pod.class)).isEmpty();
    assertThat(resources.inNamespace(Pod.class, "shop")).isEmpty();
    assertThat(resources.find(Namespace.class, "shop")).isEmpty();
    assertThat(resources.of(PodWatches.PODS)).isEmpty();
    assertThat(resources.serves(Pod.class)).isFalse();
  }

  @Test
  void objectsAreFoundByNamespaceAndByName() {
    Pod web = named(Pod::new, "shop", "web");
    Pod api = named(Pod::new, "other", "api");
    Namespace shop = named(Namespace::new, null, "shop");
    resources.open(PodWatches.PODS, new ListCache<>(List.of(web, api)));
    resources.open(NamespaceWatch.NAMESPACES, new ListCache<>(List.of(shop)));

    assertThat(resources.inNamespace(Pod.class, "shop")).containsExactly(web);
    assertThat(resources.all(Pod.class)).containsExactly(web, api);
    assertThat(resources.find(Namespace.class, "shop")).contains(shop);
    assertThat(resources.find(Namespace.class, "web")).isEmpty();
    assertThat(resources.serves(Pod.class)).isTrue();
  }

  @Test
  void objectsThatAreWatchedOneByOneAreOneKind() {
    ValidatingAdmissionPolicy first = named(ValidatingAdmissionPolicy::new, null, "first");
    ValidatingAdmissionPolicy second = named(ValidatingAdmissionPolicy::new, null, "second");
    resources.open(FIRST, new ListCache<>(List.of(first)));
    resources.open(SECOND, new ListCache<>(List.of(second)));

    assertThat(resources.find(ValidatingAdmissionPolicy.class, "second")).contains(second);
    assertThat(resources.all(ValidatingAdmissionPolicy.class))
        .containsExactlyInAnyOrder(first, second);

    resources.close(SECOND);

    assertThat(resources.find(ValidatingAdmissionPolicy.class, "second")).isEmpty();
    assertThat(resources.serves(ValidatingAdmissionPolicy.class)).isTrue();
  }

  /** Dozens of definitions are watched, and looked up for every namespace. */
  @Test
  void ofObjectsThatAreWatchedOneByOneNoOtherCacheIsRead() {
    ValidatingAdmissionPolicy second = named(ValidatingAdmissionPolicy::new, null, "second");
    List<ValidatingAdmissionPolicy> unread =
        new AbstractList<>() {
          @Override
          public ValidatingAdmissionPolicy get(int index) {
            throw new IllegalStateException("read");
          }

          @Override
          public int size() {
            throw new IllegalStateException("read");
          }
        };
    resources.open(FIRST, new ListCache<>(unread));
    resources.open(SECOND, new ListCache<>(List.of(second)));

    assertThat(resources.find(ValidatingAdmissionPolicy.class, "second")).contains(second);
  }

  @Test
  void ofAKindWithSeveralCachesTheOneOfAllObjectsIsRead() {
    Watch<DaemonSet> agents = EngineWatches.AGENTS.getFirst();
    DaemonSet agent = named(DaemonSet::new, "kube-system", "cilium");
    DaemonSet workload = named(DaemonSet::new, "kube-system", "cilium");
    resources.open(agents, new ListCache<>(List.of(agent)));
    resources.open(workloads(), new ListCache<>(List.of(workload)));

    assertThat(resources.inNamespace(DaemonSet.class, "kube-system"))
        .singleElement()
        .isSameAs(workload);
    assertThat(resources.of(agents)).singleElement().isSameAs(agent);
  }

  @SuppressWarnings("unchecked") // of the kind
  private static Watch<DaemonSet> workloads() {
    return (Watch<DaemonSet>)
        PodWatches.WORKLOADS.stream()
            .filter(watch -> watch.isOf(DaemonSet.class))
            .findFirst()
            .orElseThrow();
  }

  private static Watch<ValidatingAdmissionPolicy> policy(String name) {
    return Watch.whole(
        Kind.of(ValidatingAdmissionPolicy.class), name, new Availability.SinceSomeVersion());
  }

  private static <T extends HasMetadata> T named(
      Supplier<T> create, @Nullable String namespace, String name) {
    T object = create.get();
    ObjectMeta metadata = new ObjectMetaBuilder().withNamespace(namespace).withName(name).build();
    object.setMetadata(metadata);
    return object;
  }
}
