package io.securitybaseline.controls.instancemetadata.otherkinds;

import io.securitybaseline.facts.otherkinds.AddressHolder;
import io.securitybaseline.facts.otherkinds.LabelSource;
import io.securitybaseline.facts.otherkinds.LabelSource.Label;
import io.securitybaseline.facts.otherkinds.PolicyKind.Family;
import java.util.Optional;
import java.util.Set;

/**
 * The labels of a pod as selectors of a family of kinds see them: those of its own, and those that
 * follow from its namespace and its ServiceAccount. The ServiceAccount is not observed.
 */
final class EngineLabels {

  private static final String CALICO_ORCHESTRATOR = "projectcalico.org/orchestrator";
  private static final String CALICO_NAMESPACE = "projectcalico.org/namespace";
  private static final String CALICO_ACCOUNT = "projectcalico.org/serviceaccount";
  private static final String CALICO_OF_NAMESPACE = "pcns.";
  private static final String CALICO_NAMESPACE_NAME = "pcns.projectcalico.org/name";
  private static final String CALICO_OF_ACCOUNT = "pcsa.";

  /** What Calico and the API server call a namespace, which no client can change. */
  private static final Set<String> NAMES_OF_NAMESPACE =
      Set.of(CALICO_NAMESPACE_NAME, CALICO_OF_NAMESPACE + "kubernetes.io/metadata.name");

  private static final String CILIUM_NAMESPACE = "io.kubernetes.pod.namespace";
  private static final String CILIUM_OF_NAMESPACE = "io.cilium.k8s.namespace.labels.";
  private static final String CILIUM_POLICY = "io.cilium.k8s.policy.";
  private static final String CILIUM_RESERVED = "reserved:";

  /** Beginnings of keys that Cilium leaves out of identities, unless its settings differ. */
  private static final Set<String> CILIUM_IGNORES =
      Set.of(
          "io.kubernetes",
          "kubernetes.io",
          "statefulset.kubernetes.io/pod-name",
          "apps.kubernetes.io/pod-index",
          "batch.kubernetes.io/",
          "k8s.io",
          "pod-template-",
          "controller-revision-hash",
          "controller-uid",
          "topology.kubernetes.io");

  private static final String OF_POD = "pod:";
  private static final String OF_NAMESPACE = "namespace:";

  private EngineLabels() {}

  /** The labels of a pod in the namespace. */
  static LabelSource of(Family family, NamespaceIdentity namespace, LabelSource pod) {
    return key -> {
      Optional<String> own = ofPod(family, key);
      if (own.isEmpty()) {
        return fixed(family, namespace, key);
      }
      Label label = pod.of(own.get());
      boolean inherits = family == Family.CALICO && key.startsWith(CALICO_OF_NAMESPACE);
      return inherits && label.equals(Label.ABSENT) ? inherited(namespace, key) : label;
    };
  }

  /** The labels that all pods of the namespace have alike. */
  static Label fixed(Family family, NamespaceIdentity namespace, String key) {
    return switch (family) {
      case CALICO ->
          switch (key) {
            case CALICO_ORCHESTRATOR -> Label.of("k8s");
            case CALICO_NAMESPACE -> Label.of(namespace.name());
            default ->
                key.startsWith(CALICO_OF_NAMESPACE) ? inherited(namespace, key) : Label.UNKNOWN;
          };
      case CILIUM -> ofCilium(namespace, key);
      case CLUSTER, ADMIN -> namespace.label(key.substring(OF_NAMESPACE.length()));
    };
  }

  private static Label inherited(NamespaceIdentity namespace, String key) {
    return key.equals(CALICO_NAMESPACE_NAME)
        ? Label.of(namespace.name())
        : namespace.label(key.substring(CALICO_OF_NAMESPACE.length()));
  }

  private static Label ofCilium(NamespaceIdentity namespace, String key) {
    if (key.equals(CILIUM_NAMESPACE)) {
      return Label.of(namespace.name());
    }
    if (key.startsWith(CILIUM_OF_NAMESPACE)) {
      return namespace.label(key.substring(CILIUM_OF_NAMESPACE.length()));
    }
    return key.startsWith(CILIUM_RESERVED) ? Label.ABSENT : Label.UNKNOWN;
  }

  /** The key of the pod's own label, where the label can be the pod's own. */
  static Optional<String> ofPod(Family family, String key) {
    return switch (family) {
      case CALICO ->
          Set.of(CALICO_ORCHESTRATOR, CALICO_NAMESPACE, CALICO_ACCOUNT).contains(key)
                  || key.startsWith(CALICO_OF_ACCOUNT)
              ? Optional.empty()
              : Optional.of(key);
      case CILIUM -> isOfCilium(key) ? Optional.empty() : Optional.of(key);
      case CLUSTER, ADMIN ->
          key.startsWith(OF_POD) ? Optional.of(key.substring(OF_POD.length())) : Optional.empty();
    };
  }

  private static boolean isOfCilium(String key) {
    return key.equals(CILIUM_NAMESPACE)
        || key.startsWith(CILIUM_OF_NAMESPACE)
        || key.startsWith(CILIUM_POLICY)
        || key.startsWith(CILIUM_RESERVED)
        || key.contains("beta.kubernetes.io")
        || CILIUM_IGNORES.stream().anyMatch(key::startsWith);
  }

  /** Whether all pods of the namespace have the label alike, unless a pod forges it. */
  static boolean isOfNamespace(Family family, String key) {
    return ofPod(family, key).isEmpty()
        || (family == Family.CALICO && key.startsWith(CALICO_OF_NAMESPACE));
  }

  /**
   * The labels of a set of addresses, or of a pod that is taken for the service; Calico matches
   * both like a pod of their namespace. Labels of other namespaces than the evaluated one are not
   * known, apart from the name that every namespace has as a label.
   */
  static LabelSource of(AddressHolder holder, NamespaceIdentity namespace) {
    return key -> {
      if (!holder.isRead()) {
        return Label.UNKNOWN;
      }
      if (holder.isPod() && key.equals(CALICO_ORCHESTRATOR)) {
        return Label.of("k8s");
      }
      if (holder.isPod() && (key.equals(CALICO_ACCOUNT) || key.startsWith(CALICO_OF_ACCOUNT))) {
        return Label.UNKNOWN;
      }
      if (key.equals(CALICO_NAMESPACE)) {
        return holder.namespace().isEmpty() ? Label.ABSENT : Label.of(holder.namespace());
      }
      Label own = Label.of(holder.labels().get(key));
      if (!own.equals(Label.ABSENT)
          || holder.namespace().isEmpty()
          || !key.startsWith(CALICO_OF_NAMESPACE)) {
        return own;
      }
      if (NAMES_OF_NAMESPACE.contains(key)) {
        return Label.of(holder.namespace());
      }
      return holder.namespace().equals(namespace.name())
          ? inherited(namespace, key)
          : Label.UNKNOWN;
    };
  }
}
