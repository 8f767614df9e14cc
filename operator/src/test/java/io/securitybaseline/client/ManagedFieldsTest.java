package io.securitybaseline.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.FieldsV1;
import io.fabric8.kubernetes.api.model.ManagedFieldsEntry;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.securitybaseline.controls.Controls;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * Managed fields are read of bindings, to recognize their owners, and whole by the command that
 * asks which client wrote a field. Of all other kinds they are skipped.
 */
class ManagedFieldsTest {

  private static final String BINDING =
      """
      {"apiVersion": "rbac.authorization.k8s.io/v1", "kind": "RoleBinding", "metadata": {
        "name": "devs", "managedFields": [{"manager": "kubectl", "fieldsV1": {"f:subjects": {}}}]}}
      """;

  @Test
  void ofBindingsManagersAndTheirFieldsAtTheTopAreRead() {
    ManagedFieldsEntry expected = new ManagedFieldsEntry();
    expected.setManager("kubectl");
    FieldsV1 fields = new FieldsV1();
    fields.setAdditionalProperty("f:subjects", Map.of());
    expected.setFieldsV1(fields);

    assertThat(read(SparseSerialization.create(Controls.watches()))).containsExactly(expected);
    assertThat(read(SparseSerialization.createPruning(Controls.watches())))
        .containsExactly(expected);
  }

  @Test
  void ofOtherKindsTheyAreSkipped() {
    String namespace =
        BINDING
            .replace("rbac.authorization.k8s.io/v1", "v1")
            .replace("\"RoleBinding\"", "\"Namespace\"");

    assertThat(
            SparseSerialization.create(Controls.watches())
                .unmarshal(namespace, Namespace.class)
                .getMetadata()
                .getManagedFields())
        .isEmpty();
  }

  @Test
  void rollbackReadsThem() {
    assertThat(read(SparseSerialization.createWithManagedFields(Controls.watches())))
        .extracting(ManagedFieldsEntry::getManager)
        .containsExactly("kubectl");
  }

  private static List<ManagedFieldsEntry> read(KubernetesSerialization serialization) {
    return serialization.unmarshal(BINDING, RoleBinding.class).getMetadata().getManagedFields();
  }
}
