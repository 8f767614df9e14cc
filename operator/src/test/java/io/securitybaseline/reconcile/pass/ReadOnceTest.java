package io.securitybaseline.reconcile.pass;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReadOnceTest {

  private final List<String> reads = new ArrayList<>();
  private final FakeObjects objects = new FakeObjects();

  private final ReadOnce reader =
      new ReadOnce(
          new ForwardingReader() {
            @Override
            public FakeObjects cached() {
              return objects;
            }

            @Override
            public <T extends HasMetadata> List<T> inNamespace(Class<T> kind, String namespace) {
              reads.add(kind.getSimpleName() + " " + namespace);
              return objects.inNamespace(kind, namespace);
            }
          });

  @Test
  void eachKindIsReadOnceInANamespace() {
    reader.inNamespace(ConfigMap.class, "shop");
    reader.inNamespace(ConfigMap.class, "shop");
    reader.inNamespace(Pod.class, "shop");
    reader.inNamespace(ConfigMap.class, "pay");

    assertThat(reads).containsExactly("ConfigMap shop", "Pod shop", "ConfigMap pay");
  }

  @Test
  void allControlsOfAPassSeeTheSame() {
    List<ConfigMap> before = reader.inNamespace(ConfigMap.class, "shop");
    objects.set(
        new ConfigMapBuilder()
            .withNewMetadata()
            .withNamespace("shop")
            .withName("new")
            .endMetadata()
            .build());

    assertThat(reader.inNamespace(ConfigMap.class, "shop")).isEqualTo(before).isEmpty();
    assertThat(new ReadOnce(objects).inNamespace(ConfigMap.class, "shop")).hasSize(1);
  }
}
