package io.securitybaseline.engines;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** The pods of all scenarios, with addresses, and what each of them tries. */
final class Town {

  /** A pod with this annotation is scheduled but has no address, as while it starts. */
  static final String NO_ADDRESS = "lab.securitybaseline.io/no-address";

  private static final String ALLOWED_KEY = "needs-imds";
  private static final String PEERS = "lab-peers";
  private static final int FIRST_ADDRESS = 10;
  private static final int ADDRESSES = 250;
  private static final int REQUESTS_AT_ONCE = 8;

  /** Of its own namespace, a pod tries only so many others. */
  private static final int NEIGHBORS = 4;

  private final Cluster cluster;
  private final Lab lab;
  private final SequencedMap<PodId, LabPod> pods = new LinkedHashMap<>();
  private final List<Target> peers = new ArrayList<>();
  private int addresses = FIRST_ADDRESS;

  Town(Cluster cluster, Lab lab) {
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
      peers.add(Target.pod(java.util.Objects.requireNonNull(pod), 80));
      peers.add(Target.pod(pod, 53));
    });
  }

  /** Creates the objects of one scenario or more: namespaces first, pods next, then the rest. */
  void add(List<HasMetadata> objects) {
    inParallel(objects.stream().filter(Namespace.class::isInstance).map(this::create).toList());
    List<LabPod> fresh = new ArrayList<>();
    for (HasMetadata object : objects) {
      if (object instanceof Pod pod && hasAddress(pod) && !pods.containsKey(id(pod))) {
        LabPod added = labPod(pod);
        pods.put(added.id(), added);
        fresh.add(added);
      }
    }
    lab.addPods(fresh);
    inParallel(objects.stream().filter(Pod.class::isInstance).map(this::create).toList());
    inParallel(
        objects.stream()
            .filter(object -> !(object instanceof Pod) && !(object instanceof Namespace))
            .map(this::create)
            .toList());
  }

  private Runnable create(HasMetadata object) {
    return () -> {
      if (object instanceof Pod pod) {
        LabPod known = pods.get(id(pod));
        cluster.applyPod(pod, known == null ? "" : known.ip());
      } else {
        cluster.apply(List.of(object));
      }
    };
  }

  private static boolean hasAddress(Pod pod) {
    Map<String, String> annotations = pod.getMetadata().getAnnotations();
    return annotations == null || !annotations.containsKey(NO_ADDRESS);
  }

  private LabPod labPod(Pod pod) {
    boolean hostNetwork =
        pod.getSpec() != null && Boolean.TRUE.equals(pod.getSpec().getHostNetwork());
    Map<String, String> labels = pod.getMetadata().getLabels();
    boolean allowed = labels != null && "true".equals(labels.get(ALLOWED_KEY));
    return new LabPod(id(pod), hostNetwork ? Target.NODE_IP : nextAddress(), hostNetwork, allowed);
  }

  private String nextAddress() {
    int number = addresses++;
    return "10.244.%d.%d".formatted(number / ADDRESSES, 1 + number % ADDRESSES);
  }

  /** Every attempt of the pods in these namespaces. */
  List<Attempt> attempts(List<String> namespaces) {
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

  private static void inParallel(List<Runnable> requests) {
    try (ExecutorService executor = Executors.newFixedThreadPool(REQUESTS_AT_ONCE)) {
      List<Future<?>> running = new ArrayList<>();
      requests.forEach(request -> running.add(executor.submit(request)));
      for (Future<?> each : running) {
        each.get();
      }
    } catch (java.util.concurrent.ExecutionException e) {
      throw new LabException(
          String.valueOf(e.getCause() == null ? e : e.getCause().getMessage()), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LabException("interrupted", e);
    }
  }
}
