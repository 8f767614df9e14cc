package io.securitybaseline.controls.groupbindings;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBindingBuilder;
import io.fabric8.kubernetes.api.model.rbac.RoleBindingBuilder;
import io.fabric8.kubernetes.api.model.rbac.Subject;
import io.securitybaseline.facts.Binding;
import io.securitybaseline.facts.BindingSubject;
import java.util.List;
import java.util.Map;

/** What is written of a binding. */
final class ChangedBinding {

  private ChangedBinding() {}

  /** The binding with these subjects and annotations, and nothing that is not to be written. */
  static HasMetadata of(
      Binding binding, List<BindingSubject> subjects, Map<String, String> annotations) {
    List<Subject> after = subjects.stream().map(BindingSubject::toSubject).toList();
    return binding.isClusterWide()
        ? new ClusterRoleBindingBuilder()
            .withNewMetadata()
            .withName(binding.name())
            .withAnnotations(annotations)
            .endMetadata()
            .withNewRoleRef(
                "rbac.authorization.k8s.io", binding.role().kind(), binding.role().name())
            .withSubjects(after)
            .build()
        : new RoleBindingBuilder()
            .withNewMetadata()
            .withNamespace(binding.namespace())
            .withName(binding.name())
            .withAnnotations(annotations)
            .endMetadata()
            .withNewRoleRef(
                "rbac.authorization.k8s.io", binding.role().kind(), binding.role().name())
            .withSubjects(after)
            .build();
  }
}
