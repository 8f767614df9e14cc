package io.securitybaseline.controls.instancemetadata.engine;

import io.securitybaseline.facts.NamespaceSnapshot;
import io.securitybaseline.facts.PolicySnapshot;
import io.securitybaseline.facts.egress.Dialect;
import io.securitybaseline.facts.egress.Reading;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Calico, Felix 3.28 on Linux. It programs every policy and updates it without a gap. A new pod has
 * no network before its policies are in place.
 */
public record CalicoModel() implements EngineModel {

  private static final String ORCHESTRATOR = "projectcalico.org/orchestrator";
  private static final String NAMESPACE = "projectcalico.org/namespace";
  private static final String SERVICE_ACCOUNT = "projectcalico.org/serviceaccount";
  private static final String OF_NAMESPACE = "pcns.";
  private static final String NAME_OF_NAMESPACE = "pcns.projectcalico.org/name";
  private static final String OF_SERVICE_ACCOUNT = "pcsa.";

  @Override
  public Effect effect(PolicySnapshot policy) {
    return Effect.AS_WRITTEN;
  }

  @Override
  public Reading reading(PolicySnapshot policy) {
    return policy.egress().in(Dialect.CALICO);
  }

  /**
   * Three labels that Calico sets, whatever the pod has, and those that the pod inherits unless it
   * has them. The ServiceAccount of a pod is not read.
   */
  @Override
  public PodLabels labels(
      NamespaceSnapshot namespace, Map<String, String> labels, Set<String> asked) {
    if (asked.stream().noneMatch(CalicoModel::isAdded)) {
      return new PodLabels(labels, Set.of());
    }
    Map<String, String> known = new HashMap<>(labels);
    Set<String> unknown = new HashSet<>();
    for (String key : asked) {
      switch (key) {
        case ORCHESTRATOR -> known.put(key, "k8s");
        case NAMESPACE -> known.put(key, namespace.name());
        case SERVICE_ACCOUNT -> unknown.add(key);
        case NAME_OF_NAMESPACE -> known.putIfAbsent(key, namespace.name());
        default -> inherit(key, namespace, known, unknown);
      }
    }
    return new PodLabels(known, unknown);
  }

  private static void inherit(
      String key, NamespaceSnapshot namespace, Map<String, String> known, Set<String> unknown) {
    if (known.containsKey(key)) {
      return;
    }
    if (key.startsWith(OF_NAMESPACE)) {
      String value = namespace.labels().get(key.substring(OF_NAMESPACE.length()));
      if (value != null) {
        known.put(key, value);
      }
    } else if (key.startsWith(OF_SERVICE_ACCOUNT)) {
      unknown.add(key);
    }
  }

  /** Whether Calico adds labels of this key to pods. */
  public static boolean isAdded(String key) {
    return key.startsWith(OF_NAMESPACE)
        || key.startsWith(OF_SERVICE_ACCOUNT)
        || key.equals(ORCHESTRATOR)
        || key.equals(NAMESPACE)
        || key.equals(SERVICE_ACCOUNT);
  }

  @Override
  public boolean enforcesOnWindows(PolicySnapshot policy) {
    return true;
  }
}
