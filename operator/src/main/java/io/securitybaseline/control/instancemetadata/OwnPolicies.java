package io.securitybaseline.control.instancemetadata;

import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.securitybaseline.control.Change;
import io.securitybaseline.control.Change.Create;
import io.securitybaseline.control.Change.Delete;
import io.securitybaseline.control.Change.Seen;
import io.securitybaseline.control.Change.Update;
import io.securitybaseline.control.Ownership;
import io.securitybaseline.match.Selector;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * What is to be done so that the objects of ours in a namespace are those that belong there.
 *
 * <p>No pod that is cut off before and after is let out in between: an object keeps its name and
 * its selector while its term is wanted, a new term gets a new object, and what is no longer wanted
 * goes only in a later pass, which sees all that is wanted in place. Only where one object becomes
 * another is it changed on the spot.
 *
 * @param changes creations first, deletions last
 * @param unserved the terms that neither ours nor an equal policy of somebody else serves yet
 * @param blocked the names that we would take and somebody else has, with the term meant for each
 */
record OwnPolicies(List<Change> changes, Set<Term> unserved, Map<String, Term> blocked) {

  static OwnPolicies plan(
      String namespace,
      NamespacePolicies policies,
      Manifest manifest,
      List<Term> wanted,
      Map<String, String> labels) {
    Map<Term, NetworkPolicy> kept = new LinkedHashMap<>();
    List<NetworkPolicy> surplus = new ArrayList<>();
    for (NetworkPolicy policy : policies.own()) {
      Optional<Term> term = term(policy).filter(wanted::contains);
      if (term.isEmpty() || kept.putIfAbsent(term.get(), policy) != null) {
        surplus.add(policy);
      }
    }
    if (wanted.size() == 1 && kept.isEmpty() && surplus.size() == 1) {
      kept.put(wanted.getFirst(), surplus.removeFirst());
    }
    List<Term> added = wanted.stream().filter(term -> !kept.containsKey(term)).toList();
    Map<String, Term> names = freeNames(policies, added);
    List<Change> creates = new ArrayList<>();
    List<Change> updates = new ArrayList<>();
    Map<String, Term> blocked = new TreeMap<>();
    Set<Term> unserved = new HashSet<>();
    names.forEach((name, term) -> {
      NetworkPolicy object = manifest.object(namespace, name, labels, term);
      NetworkPolicy foreign = policies.foreign().get(name);
      if (foreign == null) {
        creates.add(new Create(object, "keeps pods from the instance metadata service"));
        unserved.add(term);
      } else if (policies.isForAdoption(name)) {
        updates.add(new Update(object, Seen.of(foreign), "its owner lets us take it over"));
        unserved.add(term);
      } else {
        blocked.put(name, term);
        if (!SameSpec.same(foreign.getSpec(), object.getSpec())) {
          unserved.add(term);
        }
      }
    });
    kept.forEach((term, policy) -> {
      String name = policy.getMetadata().getName();
      NetworkPolicy object = manifest.object(namespace, name, labels, term);
      boolean same = SameSpec.same(policy.getSpec(), object.getSpec());
      if (!same) {
        unserved.add(term);
      }
      if (!same || !hasAll(policy, labels)) {
        updates.add(
            new Update(
                object,
                Seen.of(policy),
                same ? "another baseline made it" : "is not as it should be"));
      }
    });
    List<Change> changes = new ArrayList<>(creates);
    changes.addAll(updates);
    if (unserved.isEmpty()) {
      surplus.forEach(policy -> changes.add(delete(policy, "is no longer needed")));
    }
    return new OwnPolicies(List.copyOf(changes), Set.copyOf(unserved), blocked);
  }

  /** Our names in their order, without those that objects of ours have. */
  private static Map<String, Term> freeNames(NamespacePolicies policies, List<Term> terms) {
    Set<String> taken = new HashSet<>();
    policies.own().forEach(policy -> taken.add(policy.getMetadata().getName()));
    List<String> names =
        IntStream.rangeClosed(1, taken.size() + terms.size())
            .mapToObj(i -> i == 1 ? Manifest.NAME : Manifest.NAME + "-" + i)
            .filter(name -> !taken.contains(name))
            .toList();
    Map<String, Term> free = new LinkedHashMap<>();
    for (int i = 0; i < terms.size(); i++) {
      free.put(names.get(i), terms.get(i));
    }
    return free;
  }

  private static Optional<Term> term(NetworkPolicy policy) {
    return policy.getSpec() == null
        ? Optional.empty()
        : Term.of(Selector.of(policy.getSpec().getPodSelector()));
  }

  private static boolean hasAll(NetworkPolicy policy, Map<String, String> labels) {
    Map<String, String> actual = policy.getMetadata().getLabels();
    return actual != null && actual.entrySet().containsAll(labels.entrySet());
  }

  private static Delete delete(NetworkPolicy policy, String because) {
    return new Delete(policy, Seen.of(policy), because);
  }

  /** Deletes all of ours, where something else does their work. */
  static List<Change> removal(NamespacePolicies policies, String because) {
    return policies.own().stream().<Change>map(policy -> delete(policy, because)).toList();
  }

  /** Takes back what exactly this baseline made. */
  static List<Change> withdrawal(NamespacePolicies policies, String baselineUid) {
    return policies.own().stream()
        .filter(policy -> Ownership.isOwnedBy(policy, baselineUid))
        .<Change>map(policy -> delete(policy, "is withdrawn"))
        .toList();
  }
}
