package io.securitybaseline.controls.instancemetadata;

import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.securitybaseline.control.Change;
import io.securitybaseline.control.Change.Create;
import io.securitybaseline.control.Change.Delete;
import io.securitybaseline.control.Change.Seen;
import io.securitybaseline.control.Change.Update;
import io.securitybaseline.control.Ownership;
import io.securitybaseline.kubernetes.Selector;
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

  private final List<Change> creates = new ArrayList<>();
  private final List<Change> updates = new ArrayList<>();
  private final Set<SelectorTerm> unserved = new HashSet<>();
  private final Map<String, SelectorTerm> blocked = new TreeMap<>();

  OwnPolicyPlan(
      String namespace, NamespacePolicies policies, Manifest manifest, Map<String, String> labels) {
    this.namespace = namespace;
    this.policies = policies;
    this.manifest = manifest;
    this.labels = labels;
  }

  Plan plan(List<SelectorTerm> wanted) {
    Map<SelectorTerm, NetworkPolicy> kept = new LinkedHashMap<>();
    List<NetworkPolicy> surplus = new ArrayList<>();
    for (NetworkPolicy policy : policies.own()) {
      Optional<SelectorTerm> term = term(policy).filter(wanted::contains);
      if (term.isEmpty() || kept.putIfAbsent(term.get(), policy) != null) {
        surplus.add(policy);
      }
    }
    if (wanted.size() == 1 && kept.isEmpty() && surplus.size() == 1) {
      kept.put(wanted.getFirst(), surplus.removeFirst());
    }
    kept.forEach(this::keep);
    policies.leaving().forEach(policy -> repair(policy, wanted));
    freeNames(wanted.stream().filter(term -> !kept.containsKey(term)).toList()).forEach(this::add);
    Stream<Change> deletes =
        unserved.isEmpty()
            ? surplus.stream().map(policy -> delete(policy, "is no longer needed"))
            : Stream.empty();
    return new Plan(
        Stream.of(creates.stream(), updates.stream(), deletes).<Change>flatMap(it -> it).toList(),
        Set.copyOf(unserved),
        blocked);
  }

  /**
   * The operator's names in order, without those in use, also by objects that are being deleted.
   */
  private Map<String, SelectorTerm> freeNames(List<SelectorTerm> terms) {
    Set<String> taken = new HashSet<>();
    Stream.concat(policies.own().stream(), policies.leaving().stream())
        .forEach(policy -> taken.add(policy.getMetadata().getName()));
    Iterator<String> free = PolicyNames.all().filter(name -> !taken.contains(name)).iterator();
    Map<String, SelectorTerm> named = new LinkedHashMap<>();
    for (SelectorTerm term : terms) {
      if (free.hasNext()) {
        named.put(free.next(), term);
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
      updates.add(new Update(object, Seen.of(foreign), "its owner handed it over"));
      unserved.add(term);
    } else {
      blocked.put(name, term);
      if (!SameSpec.same(foreign.getSpec(), object.getSpec())) {
        unserved.add(term);
      }
    }
  }

  private void keep(SelectorTerm term, NetworkPolicy policy) {
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
      updates.add(new Update(object, Seen.of(policy), because));
    }
  }

  /**
   * A policy that is being deleted has effect until it is deleted, which finalizers can delay
   * forever: it does not replace one that stays, and its changes are repaired in the meantime.
   */
  private void repair(NetworkPolicy leaving, List<SelectorTerm> wanted) {
    term(leaving)
        .filter(wanted::contains)
        .or(() -> wanted.stream().findFirst())
        .map(term -> manifest.object(namespace, leaving.getMetadata().getName(), labels, term))
        .filter(object -> !SameSpec.same(leaving.getSpec(), object.getSpec()))
        .ifPresent(object ->
            updates.add(
                new Update(object, Seen.of(leaving), "was changed while it is being deleted")));
  }

  private static Optional<SelectorTerm> term(NetworkPolicy policy) {
    return policy.getSpec() == null
        ? Optional.empty()
        : SelectorTerm.of(Selector.of(policy.getSpec().getPodSelector()));
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
