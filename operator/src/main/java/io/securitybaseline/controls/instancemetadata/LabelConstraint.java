package io.securitybaseline.controls.instancemetadata;

import io.securitybaseline.kubernetes.Requirement;
import io.securitybaseline.kubernetes.Requirement.Operator;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What the label of one key may be: absent or not, and one of these values or any but these. Every
 * requirement of a selector is such a range, and so is everything that several of them have in
 * common.
 */
record LabelConstraint(boolean mayBeAbsent, boolean anyBut, SortedSet<String> values) {

  LabelConstraint {
    values = Collections.unmodifiableSortedSet(new TreeSet<>(values));
  }

  static LabelConstraint of(Requirement requirement) {
    return switch (requirement.operator()) {
      case IN -> new LabelConstraint(false, false, requirement.values());
      case NOT_IN -> new LabelConstraint(true, true, requirement.values());
      case EXISTS -> new LabelConstraint(false, true, Collections.emptySortedSet());
      case DOES_NOT_EXIST -> new LabelConstraint(true, false, Collections.emptySortedSet());
    };
  }

  /**
   * The intersection of all requirements on one key, which reads every value once: a tenant can
   * write thousands of requirements on one key.
   */
  static LabelConstraint of(Collection<Requirement> requirements) {
    List<LabelConstraint> ranges = requirements.stream().map(LabelConstraint::of).toList();
    boolean absent = ranges.stream().allMatch(LabelConstraint::mayBeAbsent);
    TreeSet<String> excluded = new TreeSet<>();
    TreeSet<String> listed = null;
    for (LabelConstraint range : ranges) {
      if (range.anyBut) {
        excluded.addAll(range.values);
      } else if (listed == null) {
        listed = new TreeSet<>(range.values);
      } else {
        listed.removeIf(value -> !range.values.contains(value));
      }
    }
    if (listed == null) {
      return new LabelConstraint(absent, true, excluded);
    }
    listed.removeIf(excluded::contains);
    return new LabelConstraint(absent, false, listed);
  }

  LabelConstraint and(LabelConstraint other) {
    boolean absent = mayBeAbsent && other.mayBeAbsent;
    SortedSet<String> both = new TreeSet<>(values);
    if (anyBut && other.anyBut) {
      both.addAll(other.values);
      return new LabelConstraint(absent, true, both);
    }
    if (anyBut) {
      return other.and(this);
    }
    both.removeIf(value -> !other.hasValue(value));
    return new LabelConstraint(absent, false, both);
  }

  /** Exactly this value, null being absence. */
  static LabelConstraint only(@Nullable String value) {
    return value == null
        ? new LabelConstraint(true, false, Collections.emptySortedSet())
        : new LabelConstraint(false, false, new TreeSet<>(List.of(value)));
  }

  /** Whether it is any value but some. */
  boolean excludesValues() {
    return anyBut && !values.isEmpty();
  }

  /** The values of both, where both are lists of values and a requirement can express that. */
  Optional<LabelConstraint> or(LabelConstraint other) {
    if (anyBut || other.anyBut || mayBeAbsent || other.mayBeAbsent) {
      return Optional.empty();
    }
    SortedSet<String> both = new TreeSet<>(values);
    both.addAll(other.values);
    return Optional.of(new LabelConstraint(false, false, both));
  }

  private boolean hasValue(String value) {
    return anyBut != values.contains(value);
  }

  /** Whether a label may have this value, null being absence. */
  boolean contains(@Nullable String value) {
    return value == null ? mayBeAbsent : hasValue(value);
  }

  /** Whether no pod can have such a label. */
  boolean isImpossible() {
    return !mayBeAbsent && !anyBut && values.isEmpty();
  }

  /** Whether every pod has such a label. */
  boolean isAnything() {
    return mayBeAbsent && anyBut && values.isEmpty();
  }

  boolean isWithin(LabelConstraint other) {
    if (mayBeAbsent && !other.mayBeAbsent) {
      return false;
    }
    if (anyBut) {
      return other.anyBut && values.containsAll(other.values);
    }
    return values.stream().allMatch(other::hasValue);
  }

  /** The number of steps to read its values once. */
  long steps() {
    return 1L + values.size();
  }

  /** The smallest equivalent list of requirements, in a fixed order. */
  List<Requirement> requirements(String key) {
    if (!anyBut) {
      return List.of(
          new Requirement(key, mayBeAbsent ? Operator.DOES_NOT_EXIST : Operator.IN, values));
    }
    List<Requirement> requirements = new ArrayList<>();
    if (!mayBeAbsent) {
      requirements.add(new Requirement(key, Operator.EXISTS, Collections.emptySortedSet()));
    }
    if (!values.isEmpty()) {
      requirements.add(new Requirement(key, Operator.NOT_IN, values));
    }
    return requirements;
  }
}
