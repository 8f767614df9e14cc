package io.securitybaseline.controls.podsecurity;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.securitybaseline.facts.PodSnapshots;
import io.securitybaseline.facts.WindowsNodes;
import io.securitybaseline.facts.WorkloadKind;
import io.securitybaseline.facts.watch.Digest;
import io.securitybaseline.facts.watch.Marker;
import io.securitybaseline.module.ResourceReader;
import io.securitybaseline.module.WindowsNodesRead;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The pods and templates of a namespace by the workload that they belong to: the topmost controller
 * that is known.
 */
final class Workloads {

  private static final String REPLICA_SET = "ReplicaSet";
  private static final String JOB = "Job";

  private final ResourceReader resources;
  private final String namespace;
  private final WindowsNodes windowsNodes;
  private final SortedMap<Owner, Workload> byOwner = new TreeMap<>();
  private final List<Marker> withheld = new ArrayList<>();
  private final Map<String, Owner> replicaSets = new HashMap<>();
  private final Map<String, Owner> jobs = new HashMap<>();
  private boolean hasPods;

  Workloads(ResourceReader resources, String namespace) {
    this.resources = resources;
    this.namespace = namespace;
    windowsNodes = new WindowsNodesRead(resources);
    WorkloadKind.ALL.forEach(this::addTemplates);
    addTemplates(ReplicaSet.class, REPLICA_SET, Templates.REPLICA_SETS, replicaSets);
    addTemplates(Job.class, JOB, Templates.JOBS, jobs);
    for (Pod pod : resources.inNamespace(Pod.class, namespace)) {
      add(pod);
    }
  }

  /** All of them, by name. */
  Collection<Workload> all() {
    return byOwner.values();
  }

  /** Objects of which no more is known than that they exist. */
  List<Marker> withheld() {
    return withheld;
  }

  /** Whether pods run or will run here. */
  boolean hasPods() {
    return hasPods;
  }

  private <T extends HasMetadata> void addTemplates(WorkloadKind<T> kind) {
    Digest<T, PodVerdict> digest = Templates.of(kind);
    for (T workload : resources.inNamespace(kind.type(), namespace)) {
      if (isKnown(workload)) {
        Owner owner = new Owner(kind.type().getSimpleName(), workload.getMetadata().getName());
        boolean windows = kind.snapshot(workload, windowsNodes).windows();
        String path = kind.templatePath() + ".";
        digest.of(workload).ifPresent(verdict -> add(owner, path, windows, verdict));
      }
    }
  }

  /** Of kinds that may belong to another workload themselves. */
  private <T extends HasMetadata> void addTemplates(
      Class<T> type, String kind, Digest<T, PodVerdict> digest, Map<String, Owner> owners) {
    for (T workload : resources.inNamespace(type, namespace)) {
      if (isKnown(workload)) {
        String name = workload.getMetadata().getName();
        Optional<Owner> owner = Owner.<T>digest().of(workload);
        owner.ifPresent(known -> owners.put(name, known));
        if (owner.isEmpty() && !isFinished(workload)) {
          digest
              .of(workload)
              .ifPresent(verdict -> add(new Owner(kind, name), Templates.PATH, false, verdict));
        }
      }
    }
  }

  private static boolean isFinished(HasMetadata workload) {
    return workload instanceof Job job && Templates.FINISHED_JOBS.of(job).isPresent();
  }

  private void add(Pod pod) {
    if (PodSnapshots.isFinished(pod)) {
      return;
    }
    hasPods = true;
    if (isKnown(pod)) {
      boolean windows = PodSnapshots.of(pod, windowsNodes).windows();
      Templates.PODS.of(pod).ifPresent(verdict -> add(owner(pod), "", windows, verdict));
    }
  }

  private void add(Owner owner, String template, boolean windows, PodVerdict verdict) {
    byOwner
        .computeIfAbsent(owner, Workload::of)
        .shapes()
        .add(new Workload.Shape(template, windows, verdict));
  }

  private Owner owner(Pod pod) {
    Owner self = new Owner("Pod", pod.getMetadata().getName());
    Owner owner = Owner.<Pod>digest().of(pod).orElse(self);
    return switch (owner.kind()) {
      case "Node" -> self; // A static pod, which the kubelet creates from a file.
      case REPLICA_SET -> replicaSets.getOrDefault(owner.name(), owner);
      case JOB -> jobs.getOrDefault(owner.name(), owner);
      default -> owner;
    };
  }

  private boolean isKnown(HasMetadata object) {
    Marker.of(object).ifPresent(withheld::add);
    return !Marker.isOn(object);
  }
}
