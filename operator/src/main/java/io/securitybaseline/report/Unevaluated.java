package io.securitybaseline.report;

import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Namespaces of one kind that are not evaluated.
 *
 * @param total how many there are
 * @param withPods the names of those in which pods run or will run
 */
public record Unevaluated(int total, SortedSet<String> withPods) {

  public static final Unevaluated NONE = new Unevaluated(0, new TreeSet<>());

  public Unevaluated {
    withPods = Collections.unmodifiableSortedSet(new TreeSet<>(withPods));
  }

  /** Both kinds: the platform's namespaces, and those that the spec excludes. */
  public record Kinds(Unevaluated system, Unevaluated excluded) {

    public static final Kinds NONE = new Kinds(Unevaluated.NONE, Unevaluated.NONE);
  }

  /** Collects namespaces one by one. */
  public static final class Collector {

    private final SortedSet<String> withPods = new TreeSet<>();
    private int total;

    /** Adds a namespace. */
    public void add(String namespace, boolean hasPods) {
      total++;
      if (hasPods) {
        withPods.add(namespace);
      }
    }

    public Unevaluated result() {
      return new Unevaluated(total, withPods);
    }
  }
}
