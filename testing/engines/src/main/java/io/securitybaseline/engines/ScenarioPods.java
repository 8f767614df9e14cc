package io.securitybaseline.engines;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedMap;
import java.util.function.Predicate;

/** The pods of all scenarios, with addresses, and what each of them tries. */
final class ScenarioPods {

  /** A pod with this annotation is scheduled but has no address, as while it starts. */
  static final String NO_ADDRESS = "lab.securitybaseline.io/no-address";

  static final String ALLOWED_KEY = "needs-imds";
  private static final String PEERS = "lab-peers";
  private static final int FIRST_ADDRESS = 10;
  private static final int ADDRESSES = 250;

  /** Of its own namespace, a pod tries only so many others. */
  private static final int NEIGHBORS = 4;

  private final Cluster cluster;
  private final Lab lab;
  private final SequencedMap<PodId, LabPod> pods = new LinkedHashMap<>();
  private final List<Target> peers = new ArrayList<>();
  private int addresses = FIRST_ADDRESS;

  ScenarioPods(Cluster cluster, Lab lab) {
    this.cluster = cluster;
    this.lab = lab;
  }

  /** What every pod may try: a pod of another namespace, and DNS. */
  void addPeers() {
    cluster.apply(List.of(Manifests.namespace(PEERS), Manifests.namespace(Canary.NAMESPACE)));
    List<HasMetadata> objects = Manifests.parse(Resources.read("peers.yaml"));
    add(objects);
    objects.forEach(object -> {
      LabPod pod = pods.get(id(object));
      peers.add(Target.pod(Objects.requireNonNull(pod), 80));
      peers.add(Target.pod(pod, 53));
    });
  }

  /**
   * Creates the objects of one scenario or more: namespaces first, pods next, then the rest.
   * Several threads may add at once.
   */
  void add(List<HasMetadata> objects) {
    List<LabPod> fresh = register(objects);
    lab.addPods(fresh);
    createAll(objects, Namespace.class::isInstance);
    createAll(objects, Pod.class::isInstance);
    fresh.forEach(lab::start);
    createAll(objects, object -> !(object instanceof Pod) && !(object instanceof Namespace));
  }

  private synchronized List<LabPod> register(List<HasMetadata> objects) {
    List<LabPod> fresh = new ArrayList<>();
    for (HasMetadata object : objects) {
      if (object instanceof Pod pod && hasAddress(pod) && !pods.containsKey(id(pod))) {
        LabPod added = labPod(pod);
        pods.put(added.id(), added);
        fresh.add(added);
      }
    }
    return fresh;
  }

  private void createAll(List<HasMetadata> objects, Predicate<HasMetadata> which) {
    objects.stream()
        .filter(which)
        .forEach(object -> {
          if (object instanceof Pod pod) {
            cluster.applyPod(pod, address(pod));
          } else {
            cluster.apply(List.of(object));
          }
        });
  }

  private synchronized String address(Pod pod) {
    LabPod known = pods.get(id(pod));
    return known == null ? "" : known.ip();
  }

  private static boolean hasAddress(Pod pod) {
    Map<String, String> annotations = pod.getMetadata().getAnnotations();
    return annotations == null || !annotations.containsKey(NO_ADDRESS);
  }

  private LabPod labPod(Pod pod) {
    boolean hostNetwork =
        pod.getSpec() != null && Boolean.TRUE.equals(pod.getSpec().getHostNetwork());
    Map<String, String> labels = pod.getMetadata().getLabels();
    String allowed = labels == null ? "" : labels.getOrDefault(ALLOWED_KEY, "");
    return new LabPod(id(pod), hostNetwork ? Target.NODE_IP : nextAddress(), hostNetwork, allowed);
  }

  /** Connects a pod that is not in the API, and of which no scenario knows. */
  synchronized LabPod connect(PodId pod) {
    LabPod added = new LabPod(pod, nextAddress(), false, "");
    lab.addPods(List.of(added));
    return added;
  }

  private String nextAddress() {
    int number = addresses++;
    return "10.244.%d.%d".formatted(number / ADDRESSES, 1 + number % ADDRESSES);
  }

  /** Every attempt of the pods in these namespaces. */
  synchronized List<Attempt> attempts(List<String> namespaces) {
    List<Attempt> attempts = new ArrayList<>();
    for (LabPod pod : pods.values()) {
      if (namespaces.contains(pod.id().namespace())) {
        Target.FIXED.forEach(target -> attempts.add(new Attempt(pod, target)));
        peers.forEach(target -> attempts.add(new Attempt(pod, target)));
        pods.values().stream()
            .filter(other -> other.id().namespace().equals(pod.id().namespace()))
            .filter(other -> !other.equals(pod) && !other.hostNetwork())
            .limit(NEIGHBORS)
            .forEach(other -> attempts.add(new Attempt(pod, Target.pod(other, 80))));
      }
    }
    return attempts;
  }

  private static PodId id(HasMetadata pod) {
    return new PodId(pod.getMetadata().getNamespace(), pod.getMetadata().getName());
  }
}
