package io.securitybaseline.engines;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The policies with the label of the operator's, apart from those that are no concern of its. */
final class OperatorPolicies {

  private static final String OWNER = "securitybaseline.io/owner-uid";
  private static final String NAMESPACE_LABELS = "io.cilium.k8s.namespace.labels.team";
  private final Cluster cluster;
  private final String uid;
  private final Set<String> others = new HashSet<>();

  OperatorPolicies(Cluster cluster, String uid) {
    this.cluster = cluster;
    this.uid = uid;
  }

  /** What bears the label now, in Audit, is not the operator's: Audit has removed what is. */
  void leaveOutWhatIsThere() {
    all().map(each -> each.getMetadata().getUid()).forEach(others::add);
  }

  /** Whether there is none. */
  boolean areGone() {
    return all().findAny().isEmpty();
  }

  /** Whether they are about namespaces with that value of the label {@code team} alone. */
  boolean areOnlyFor(String team) {
    Set<String> selected =
        cluster.client().namespaces().withLabel("team", team).list().getItems().stream()
            .map(each -> each.getMetadata().getName())
            .collect(Collectors.toSet());
    return all()
        .allMatch(each ->
            each instanceof GenericKubernetesResource clusterwide
                ? String.valueOf(clusterwide.<Object>get("spec")).contains(NAMESPACE_LABELS)
                : selected.contains(each.getMetadata().getNamespace()));
  }

  /** Whether so many more reads, with a pause before each, show no change. */
  boolean stay(int reads, Runnable pause) {
    Set<String> before = versions();
    for (int read = 0; read < reads; read++) {
      pause.run();
      if (!versions().equals(before)) {
        return false;
      }
    }
    return true;
  }

  private Set<String> versions() {
    return all()
        .map(each -> each.getMetadata().getUid() + " " + each.getMetadata().getResourceVersion())
        .collect(Collectors.toSet());
  }

  private Stream<HasMetadata> all() {
    List<? extends HasMetadata> clusterwide =
        cluster.client().supports(CiliumLab.API, CiliumLab.CLUSTERWIDE)
            ? cluster
                .client()
                .genericKubernetesResources(CiliumLab.API, CiliumLab.CLUSTERWIDE)
                .withLabel(OWNER, uid)
                .list()
                .getItems()
            : List.of();
    List<? extends HasMetadata> namespaced =
        cluster
            .client()
            .network()
            .v1()
            .networkPolicies()
            .inAnyNamespace()
            .withLabel(OWNER, uid)
            .list()
            .getItems();
    return Stream.<HasMetadata>concat(clusterwide.stream(), namespaced.stream())
        .filter(each -> !others.contains(each.getMetadata().getUid()));
  }
}
