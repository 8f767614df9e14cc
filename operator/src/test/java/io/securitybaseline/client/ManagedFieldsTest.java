package io.securitybaseline.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ManagedFieldsEntry;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.securitybaseline.controls.Controls;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Managed fields are read only by the command that asks which client wrote a field. */
class ManagedFieldsTest {

  private static final String BINDING =
      """
      {"apiVersion": "rbac.authorization.k8s.io/v1", "kind": "RoleBinding", "metadata": {
        "name": "devs", "managedFields": [{"manager": "kubectl", "fieldsV1": {"f:subjects": {}}}]}}
      """;

  @Test
  void theyAreSkipped() {
    assertThat(read(SparseSerialization.create(Controls.allWatches()))).isEmpty();
    assertThat(read(SparseSerialization.createPruning(Controls.allWatches()))).isEmpty();
  }

  @Test
  void rollbackReadsThem() {
    assertThat(read(SparseSerialization.createWithManagedFields(Controls.allWatches())))
        .extracting(ManagedFieldsEntry::getManager)
        .containsExactly("kubectl");
  }

  private static List<ManagedFieldsEntry> read(KubernetesSerialization serialization) {
    return serialization.unmarshal(BINDING, RoleBinding.class).getMetadata().getManagedFields();
  }
}
