package io.securitybaseline.facts;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.FieldsV1;
import io.fabric8.kubernetes.api.model.ManagedFieldsEntry;
import io.fabric8.kubernetes.api.model.ManagedFieldsEntryBuilder;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import io.fabric8.kubernetes.api.model.rbac.RoleBindingBuilder;
import io.securitybaseline.facts.watch.Footprint;
import io.securitybaseline.facts.watch.Keeping;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What is kept of the clients that wrote a binding. */
class BindingWriterTest {

  private final Keeping<RoleBinding> keeping = new BindingPruning().roleBindings();

  @Test
  void mostBindingsKeepNothing() {
    assertThat(kept(entry("kubectl-create", "Update", "2026-11-01T08:00:00Z"))).isEmpty();
    assertThat(kept(entry("portal", "Update", "2026-11-01T08:00:01Z"))).isEmpty();
    assertThat(kept(entry("security-baseline-operator", "Update", "2026-11-09T08:00:00Z")))
        .isEmpty();
  }

  /** A tenant can add managers; one entry is kept, however many there are. */
  @Test
  void oneEntryIsKeptHoweverManyManagersThereAre() {
    ManagedFieldsEntry[] many =
        IntStream.range(0, 1000)
            .mapToObj(i -> entry("m-%04d".formatted(i), "Apply", "2026-11-09T08:00:00Z"))
            .toArray(ManagedFieldsEntry[]::new);

    List<ManagedFieldsEntry> kept = kept(many);

    assertThat(kept)
        .singleElement()
        .satisfies(entry -> {
          assertThat(entry.getManager()).isEqualTo("m-0000");
          assertThat(entry.getTime()).isNull();
          assertThat(entry.getApiVersion()).isNull();
        });
    assertThat(Footprint.ofManagers(kept)).isLessThan(512);
  }

  @Test
  void bindingsThatOneClientAppliesShareTheEntry() {
    List<ManagedFieldsEntry> one = kept(entry("flux", "Apply", "2026-11-09T08:00:00Z"));
    List<ManagedFieldsEntry> other = kept(entry("flux", "Apply", "2026-11-10T08:00:00Z"));

    assertThat(one).isSameAs(other);
  }

  @Test
  void aLongValueOfAnOwnersAnnotationIsCut() {
    RoleBinding binding = binding();
    binding.getMetadata().setAnnotations(Map.of("kapp.k14s.io/original", "x".repeat(100_000)));

    assertThat(keeping.apply(binding).getMetadata().getAnnotations().values())
        .allSatisfy(value -> assertThat(value).hasSize(63));
  }

  private List<ManagedFieldsEntry> kept(ManagedFieldsEntry... entries) {
    RoleBinding binding = binding();
    binding.getMetadata().setManagedFields(List.of(entries));
    return keeping.apply(binding).getMetadata().getManagedFields();
  }

  private static RoleBinding binding() {
    return new RoleBindingBuilder()
        .withNewMetadata()
        .withName("devs")
        .withNamespace("shop")
        .withCreationTimestamp("2026-11-01T08:00:00Z")
        .endMetadata()
        .build();
  }

  private static ManagedFieldsEntry entry(String manager, String operation, String time) {
    FieldsV1 fields = new FieldsV1();
    fields.setAdditionalProperty("f:subjects", Map.of());
    fields.setAdditionalProperty("f:roleRef", Map.of());
    return new ManagedFieldsEntryBuilder()
        .withManager(manager)
        .withOperation(operation)
        .withApiVersion("rbac.authorization.k8s.io/v1")
        .withTime(time)
        .withFieldsV1(fields)
        .build();
  }
}
