package io.securitybaseline.controls.instancemetadata;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.securitybaseline.api.spec.AllowedPods;
import io.securitybaseline.control.Finding;
import io.securitybaseline.control.Verdict;
import io.securitybaseline.facts.PodSnapshot;
import io.securitybaseline.facts.PodSnapshots;
import io.securitybaseline.facts.ServiceAccountWatch;
import io.securitybaseline.facts.UsageDigests;
import io.securitybaseline.facts.WindowsNodes;
import io.securitybaseline.facts.WorkloadKind;
import io.securitybaseline.facts.usage.EvidenceRow;
import io.securitybaseline.facts.usage.EvidenceSubject;
import io.securitybaseline.facts.usage.EvidenceTable;
import io.securitybaseline.facts.usage.PodUsage;
import io.securitybaseline.module.ResourceReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Which workloads of a namespace may use the instance metadata service, by their owners. Pods with
 * hostNetwork and allowed pods are left out: they keep what they have.
 */
final class MetadataUsers {

  private final ResourceReader resources;
  private final EvidenceTable table;
  private final WindowsNodes windows;

  MetadataUsers(ResourceReader resources, EvidenceTable table, WindowsNodes windows) {
    this.resources = resources;
    this.table = table;
    this.windows = windows;
  }

  /**
   * The verdict with a note on them. Evidence is never a violation.
   *
   * @param allowed as the engine sees them; null if there are none
   */
  Verdict addTo(Verdict verdict, String namespace, @Nullable AllowedPods allowed) {
    return finding(namespace, allowed)
        .map(finding -> {
          List<Finding> findings = new ArrayList<>(verdict.findings());
          findings.add(finding);
          return new Verdict(
              findings.stream().sorted(Finding.MOST_SEVERE_FIRST).toList(),
              verdict.enforce(),
              verdict.cleanUp());
        })
        .orElse(verdict);
  }

  private Optional<Finding> finding(String namespace, @Nullable AllowedPods allowed) {
    SortedMap<String, List<EvidenceRow>> owners = new TreeMap<>();
    Map<String, Set<String>> accounts =
        ServiceAccountWatch.annotations(resources.inNamespace(ServiceAccount.class, namespace));
    for (Candidate candidate : candidates(namespace)) {
      if (!candidate.pod().hostNetwork() && !AllowedKeys.allows(allowed, candidate.pod())) {
        List<EvidenceRow> evidence = table.of(candidate.subject(accounts));
        if (!evidence.isEmpty()) {
          owners.putIfAbsent(candidate.owner(), evidence);
        }
      }
    }
    return owners.isEmpty()
        ? Optional.empty()
        : Optional.of(
            Finding.note(Reasons.MAY_USE_INSTANCE_METADATA, Phrases.bounded(message(owners))));
  }

  private static String message(SortedMap<String, List<EvidenceRow>> owners) {
    String named =
        owners.entrySet().stream()
            .limit(Phrases.NAMED)
            .map(owner ->
                "%s (%s)"
                    .formatted(
                        Phrases.shortened(owner.getKey()), owner.getValue().getFirst().name()))
            .collect(Collectors.joining(", "));
    String more =
        owners.size() > Phrases.NAMED
            ? " and %,d more".formatted(owners.size() - Phrases.NAMED)
            : "";
    return "%s may use 169.254.169.254: %s%s: before Enforce, move to workload identity, or use allowedPods or an exemption"
        .formatted(Phrases.count(owners.size(), "workload"), named, more);
  }

  /** A pod, or what a template would start. */
  private record Candidate(PodSnapshot pod, PodUsage usage) {

    /** What a user has to change: a pod that a controller created cannot be changed. */
    String owner() {
      return usage.owner().contains("/") ? usage.owner() : pod.origin();
    }

    EvidenceSubject subject(Map<String, Set<String>> accounts) {
      return new EvidenceSubject(
          usage, pod.labels(), accounts.getOrDefault(usage.serviceAccount(), Set.of()));
    }
  }

  private List<Candidate> candidates(String namespace) {
    List<Candidate> candidates = new ArrayList<>();
    for (WorkloadKind<?> kind : WorkloadKind.ALL) {
      addTemplates(kind, namespace, candidates);
    }
    for (Pod pod : resources.inNamespace(Pod.class, namespace)) {
      if (!PodSnapshots.isFinished(pod)) {
        UsageDigests.PODS
            .of(pod)
            .ifPresent(
                usage -> candidates.add(new Candidate(PodSnapshots.of(pod, windows), usage)));
      }
    }
    return candidates;
  }

  private <T extends HasMetadata> void addTemplates(
      WorkloadKind<T> kind, String namespace, List<Candidate> candidates) {
    for (T workload : resources.inNamespace(kind.type(), namespace)) {
      UsageDigests.of(kind)
          .of(workload)
          .ifPresent(
              usage -> candidates.add(new Candidate(kind.snapshot(workload, windows), usage)));
    }
  }
}
