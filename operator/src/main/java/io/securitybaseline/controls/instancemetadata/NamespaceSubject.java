package io.securitybaseline.controls.instancemetadata;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicySpec;
import io.securitybaseline.api.spec.Exemption;
import io.securitybaseline.api.spec.Mode;
import io.securitybaseline.control.Applicability;
import io.securitybaseline.control.Applicability.Enforced;
import io.securitybaseline.control.Applicability.OutsideRollout;
import io.securitybaseline.control.Applicability.Retained;
import io.securitybaseline.control.Applicability.Undetermined;
import io.securitybaseline.control.Change;
import io.securitybaseline.control.Decision;
import io.securitybaseline.control.Namespaced;
import io.securitybaseline.control.RolloutSelector;
import io.securitybaseline.control.Verdict;
import io.securitybaseline.facts.NamespaceSnapshot;
import io.securitybaseline.facts.NamespaceSnapshots;
import io.securitybaseline.facts.PodSnapshot;
import io.securitybaseline.facts.PolicySnapshot;
import io.securitybaseline.facts.WindowsNodes;
import io.securitybaseline.facts.WorkloadKind;
import io.securitybaseline.facts.probe.ProbeRequest;
import io.securitybaseline.kubernetes.Selector;
import io.securitybaseline.module.ControlDescriptor;
import io.securitybaseline.module.Evaluation;
import io.securitybaseline.module.Evaluation.Traits;
import io.securitybaseline.module.EvaluationInput;
import io.securitybaseline.module.OtherKindFacts;
import io.securitybaseline.module.ResourceReader;
import io.securitybaseline.module.Situation;
import io.securitybaseline.module.Subject;
import io.securitybaseline.module.WindowsNodesRead;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Evaluates one namespace. */
final class NamespaceSubject {

  /** Counts a namespace that has not all the policies of its own that it needs. */
  static final String UNCOVERED = "uncovered";

  /** Counts a namespace that requests a probe, so that the cluster is evaluated once it does. */
  private static final String PROBE_REQUESTED = "probe-requested";

  private final ResourceReader resources;
  private final Situation situation;
  private final ControlDescriptor control;
  private final EvaluationInput input;
  private final Mode mode;
  private final WindowsNodes windows;

  NamespaceSubject(ControlDescriptor control, EvaluationInput input, Mode mode) {
    this.control = control;
    this.resources = input.resources();
    this.situation = input.situation();
    this.input = input;
    this.mode = mode;
    this.windows = new WindowsNodesRead(resources);
  }

  Stream<Evaluation> evaluate(String name) {
    return resources.find(Namespace.class, name).stream().map(this::evaluate);
  }

  private Evaluation evaluate(Namespace namespace) {
    Subject subject =
        new Subject(
            "Namespace", "", namespace.getMetadata().getName(), namespace.getMetadata().getUid());
    try {
      NamespaceSnapshot snapshot = snapshot(namespace);
      Verdict evaluated =
          new InstanceMetadataControl(
                  OtherKindFacts.ofNamespace(
                      resources, situation.cluster().otherKinds(), snapshot.name()))
              .evaluate(snapshot, situation.baseline());
      Verdict verdict =
          new MetadataUsers(resources, situation.cluster().evidence(), windows)
              .addTo(
                  evaluated,
                  snapshot.name(),
                  AllowedKeys.effective(
                      situation.baseline().spec().instanceMetadata(), snapshot.cluster()));
      Applicability applicability = applicability(snapshot, verdict);
      return new Evaluation(
          subject,
          applicability,
          verdict,
          traits(namespace, snapshot, applicability, verdict),
          null);
    } catch (RuntimeException e) {
      return Evaluation.failed(
          subject, situation.applicability(control, mode, Namespaced.of(namespace)), null, e);
    }
  }

  private NamespaceSnapshot snapshot(Namespace namespace) {
    String name = namespace.getMetadata().getName();
    return NamespaceSnapshots.of(
        namespace,
        resources.inNamespace(NetworkPolicy.class, name),
        resources.inNamespace(Pod.class, name),
        () -> templates(name),
        situation.cluster(),
        windows);
  }

  private List<PodSnapshot> templates(String namespace) {
    List<PodSnapshot> templates = new ArrayList<>();
    for (WorkloadKind<?> kind : WorkloadKind.ALL) {
      addTemplates(kind, namespace, templates);
    }
    return templates;
  }

  private <T extends HasMetadata> void addTemplates(
      WorkloadKind<T> kind, String namespace, List<PodSnapshot> templates) {
    for (T workload : resources.inNamespace(kind.type(), namespace)) {
      templates.add(kind.snapshot(workload, windows));
    }
  }

  private Applicability applicability(NamespaceSnapshot snapshot, Verdict verdict) {
    if (snapshot.withholds("Namespace") && situation.phase() != Situation.Phase.DELETING) {
      // Its labels are not known, and with them whether the rollout has reached it.
      return new Undetermined();
    }
    Applicability applicability =
        situation.applicability(control, mode, new Namespaced(snapshot.name(), snapshot.labels()));
    if (applicability instanceof OutsideRollout && !verdict.cleanUp().isEmpty()) {
      // The situation can be older than the labels of the last namespace that matched.
      applicability = applicability.retainedIf(rolloutMatchesNothing());
    }
    return applicability instanceof Retained(Optional<Exemption> expired) && hadPolicies(snapshot)
        ? new Enforced(expired)
        : applicability;
  }

  private boolean rolloutMatchesNothing() {
    return RolloutSelector.matchesNothing(
        situation.baseline().spec(), resources.namespaces().map(Namespaced::of));
  }

  /** A policy that is missing now was deleted; it is restored also while nothing new is created. */
  private boolean hadPolicies(NamespaceSnapshot snapshot) {
    return input.records().hadIntent(control.id(), snapshot.name(), snapshot.uid());
  }

  private Traits traits(
      Namespace namespace,
      NamespaceSnapshot snapshot,
      Applicability applicability,
      Verdict verdict) {
    Decision decision = Decision.of(applicability, verdict);
    Set<String> counters = new HashSet<>();
    if (!InstanceMetadataControl.isCovered(decision.findings())) {
      counters.add(UNCOVERED);
    }
    if (decision.state().isEmpty() && !snapshot.pods().isEmpty() && mode != Mode.OFF) {
      counters.add(Traits.WITH_PODS);
    }
    ProbeRequest.DIGEST.of(namespace).ifPresent(_ -> counters.add(PROBE_REQUESTED));
    return new Traits(
        isFirstChange(decision, snapshot),
        false,
        selected(snapshot.policies(), decision.changes()),
        counters);
  }

  private static boolean isFirstChange(Decision decision, NamespaceSnapshot snapshot) {
    return decision.changes().stream().anyMatch(Change.Create.class::isInstance)
        && snapshot.policies().stream().map(PolicySnapshot::object).noneMatch(PolicyNames::isOurs);
  }

  /**
   * Which pods the operator's policies select once the changes are made. As long as that stays the
   * same, changes repair drift; when it differs, policies or labels of other clients require it.
   */
  private static int selected(Collection<PolicySnapshot> policies, Collection<Change> changes) {
    Map<String, NetworkPolicy> own = new HashMap<>();
    for (PolicySnapshot policy : policies) {
      if (PolicyNames.isOurs(policy.object())) {
        own.put(policy.object().getMetadata().getName(), policy.object());
      }
    }
    for (Change change : changes) {
      String name = change.object().getMetadata().getName();
      if (change instanceof Change.Delete) {
        own.remove(name);
      } else if (change.object() instanceof NetworkPolicy policy) {
        own.put(name, policy);
      }
    }
    Set<Selector> selectors = new HashSet<>();
    for (NetworkPolicy policy : own.values()) {
      NetworkPolicySpec spec = policy.getSpec();
      selectors.add(Selector.of(spec == null ? null : spec.getPodSelector()));
    }
    return selectors.hashCode();
  }
}
