package io.securitybaseline.controls.instancemetadata;

import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.securitybaseline.control.Change;
import io.securitybaseline.control.Change.Create;
import io.securitybaseline.control.Change.Delete;
import io.securitybaseline.control.Change.Seen;
import io.securitybaseline.control.Ownership;
import io.securitybaseline.controls.instancemetadata.engine.EngineModel;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The changes that create the required policies of a namespace.
 *
 * <p>A pod that is blocked before and after is also blocked in between: an object keeps its name
 * and its selector while its term is required, a new term gets a new object, and a surplus object
 * is deleted only in a later pass, after all required objects are observed. An object is changed in
 * place only if it becomes another one.
 *
 * <p>On an engine that leaves pods open while it updates a policy, no spec is changed in place: a
 * new object takes the place of the old one, which is deleted once that one is in force.
 *
 * <p>Where the required objects cannot cover every pod, an object that widens the egress of pods
 * does not wait for that: it is the first to be narrowed or deleted.
 */
final class OwnPolicyPlan {

  /**
   * @param changes creations first, deletions last
   * @param unserved the terms that neither a policy of the operator nor an equal policy under its
   *     name covers yet
   * @param blocked the required names that other owners use, with the term of each
   */
  record Plan(
      List<Change> changes, Set<SelectorTerm> unserved, Map<String, SelectorTerm> blocked) {}

  private final String namespace;
  private final NamespacePolicies policies;
  private final Manifest manifest;
  private final Map<String, String> labels;
  private final Replacing replacing;

  private final List<Change> urgent = new ArrayList<>();
  private final List<Change> creates = new ArrayList<>();
  private final List<Change> updates = new ArrayList<>();
  private final Set<SelectorTerm> unserved = new HashSet<>();
  private final Map<String, SelectorTerm> blocked = new TreeMap<>();

  OwnPolicyPlan(
      String namespace,
      NamespacePolicies policies,
      Manifest manifest,
      Map<String, String> labels,
      EngineModel engine) {
    this.namespace = namespace;
    this.policies = policies;
    this.manifest = manifest;
    this.labels = labels;
    this.replacing = new Replacing(policies, manifest, engine);
  }

  Plan plan(DesiredTerms desired) {
    List<SelectorTerm> wanted = desired.terms();
    List<NetworkPolicy> surplus = new ArrayList<>();
    Map<SelectorTerm, NetworkPolicy> kept = kept(wanted, surplus);
    narrow(desired, kept, surplus);
    discard(surplus);
    if (replacing.isInPlace() && wanted.size() == 1 && kept.isEmpty() && surplus.size() == 1) {
      kept.put(wanted.getFirst(), surplus.removeFirst());
    }
    kept.forEach((term, policy) ->
        keep(term, policy, desired.widening().contains(policy) ? urgent : updates));
    policies.leaving().forEach(policy -> repair(policy, wanted));
    freeNames(wanted.stream().filter(term -> !kept.containsKey(term)).toList()).forEach(this::add);
    return new Plan(
        Stream.of(urgent, creates, updates, deletes(desired, surplus))
            .flatMap(List::stream)
            .toList(),
        Set.copyOf(unserved),
        blocked);
  }

  /** The policies that stay, each for its term; all others are surplus. */
  private Map<SelectorTerm, NetworkPolicy> kept(
      List<SelectorTerm> wanted, List<NetworkPolicy> surplus) {
    Map<SelectorTerm, NetworkPolicy> kept = new LinkedHashMap<>();
    for (NetworkPolicy policy : policies.own()) {
      Optional<SelectorTerm> term =
          DesiredTerms.term(policy)
              .filter(wanted::contains)
              .filter(it -> replacing.mayKeep(it, policy));
      if (term.isEmpty() || kept.putIfAbsent(term.get(), policy) != null) {
        surplus.add(policy);
      }
    }
    return kept;
  }

  /** What is replaced, and blocks nothing that would be open without it, does not wait. */
  private void discard(List<NetworkPolicy> surplus) {
    if (!replacing.isInPlace()) {
      for (NetworkPolicy policy : List.copyOf(surplus)) {
        if (!replacing.protects(policy)) {
          surplus.remove(policy);
          urgent.add(delete(policy, "differs from the desired state and blocks nothing"));
        }
      }
    }
  }

  /** What is no longer needed, once all that is needed is in place. */
  private List<Change> deletes(DesiredTerms desired, List<NetworkPolicy> surplus) {
    if (!unserved.isEmpty() || !urgent.isEmpty()) {
      return List.of();
    }
    List<Change> deletes = new ArrayList<>();
    surplus.forEach(policy ->
        deletes.add(new Delete(policy, Seen.of(policy), "is no longer needed", replacing.lead())));
    NetworkPolicy handedOver = policies.foreign().get(PolicyNames.FIRST);
    if (handedOver != null && !desired.terms().isEmpty() && replacing.isOf(handedOver)) {
      deletes.add(
          new Delete(
              handedOver,
              Seen.of(handedOver),
              "its owner handed it over, and another policy replaces it",
              replacing.lead()));
    }
    return deletes;
  }

  /** Nothing that widens egress waits; where a term has no policy yet, it becomes that policy. */
  private void narrow(
      DesiredTerms desired, Map<SelectorTerm, NetworkPolicy> kept, List<NetworkPolicy> surplus) {
    if (desired.widening().isEmpty()) {
      return;
    }
    Iterator<SelectorTerm> missing =
        desired.terms().stream().filter(term -> !kept.containsKey(term)).toList().iterator();
    for (NetworkPolicy policy : desired.widening()) {
      if (!surplus.remove(policy)) {
        continue;
      }
      if (replacing.isInPlace() && missing.hasNext()) {
        kept.put(missing.next(), policy);
      } else {
        urgent.add(delete(policy, "would widen the egress of pods that another policy isolates"));
      }
    }
  }

  /**
   * The operator's names in order, without those in use, also by objects that are being deleted.
   */
  private Map<String, SelectorTerm> freeNames(List<SelectorTerm> terms) {
    if (terms.isEmpty()) {
      return Map.of();
    }
    List<String> free = new ArrayList<>(PolicyNames.all());
    policies.own().forEach(policy -> free.remove(policy.getMetadata().getName()));
    policies.leaving().forEach(policy -> free.remove(policy.getMetadata().getName()));
    policies.foreign().values().stream()
        .filter(replacing::isOf)
        .forEach(policy -> free.remove(policy.getMetadata().getName()));
    Map<String, SelectorTerm> named = new LinkedHashMap<>();
    for (SelectorTerm term : terms) {
      if (named.size() < free.size()) {
        named.put(free.get(named.size()), term);
      } else {
        unserved.add(term);
      }
    }
    return named;
  }

  private void add(String name, SelectorTerm term) {
    NetworkPolicy object = manifest.object(namespace, name, labels, term);
    NetworkPolicy foreign = policies.foreign().get(name);
    if (foreign == null) {
      creates.add(new Create(object, "blocks the instance metadata service"));
      unserved.add(term);
    } else if (policies.isForAdoption(name)) {
      updates.add(new Change.Update(object, Seen.of(foreign), "its owner handed it over"));
      unserved.add(term);
    } else {
      blocked.put(name, term);
      if (!SameSpec.same(foreign.getSpec(), object.getSpec())) {
        unserved.add(term);
      }
    }
  }

  private void keep(SelectorTerm term, NetworkPolicy policy, List<Change> changes) {
    NetworkPolicy object = manifest.object(namespace, policy.getMetadata().getName(), labels, term);
    boolean same = SameSpec.same(policy.getSpec(), object.getSpec());
    if (!same) {
      unserved.add(term);
    }
    if (!same || !Ownership.hasMarksOf(object, policy)) {
      String because =
          same
              ? "its ownership markers belong to another baseline or were changed"
              : "differs from the desired state";
      changes.add(new Change.Update(object, Seen.of(policy), because));
    }
  }

  /**
   * A policy that is being deleted has effect until it is deleted, which finalizers can delay
   * forever: it does not replace one that stays, and its changes are repaired in the meantime.
   */
  private void repair(NetworkPolicy leaving, List<SelectorTerm> wanted) {
    DesiredTerms.term(leaving)
        .filter(wanted::contains)
        .or(() -> wanted.stream().findFirst())
        .map(term -> manifest.object(namespace, leaving.getMetadata().getName(), labels, term))
        .filter(object -> !SameSpec.same(leaving.getSpec(), object.getSpec()))
        .ifPresent(object ->
            updates.add(
                new Change.Update(
                    object, Seen.of(leaving), "was changed while it is being deleted")));
  }

  private static Change delete(NetworkPolicy policy, String because) {
    return new Delete(policy, Seen.of(policy), because);
  }

  /** Deletes all policies of the operator, if another object replaces them. */
  static List<Change> removal(NamespacePolicies policies, String because) {
    return policies.own().stream().map(policy -> delete(policy, because)).toList();
  }

  /** Deletes exactly the objects of this baseline. */
  static List<Change> cleanup(NamespacePolicies policies, String baselineUid) {
    return policies.own().stream()
        .filter(policy -> PolicyNames.isOwnedBy(policy, baselineUid))
        .map(policy -> delete(policy, "is cleaned up"))
        .toList();
  }
}
