package io.securitybaseline.facts.egress;

import io.securitybaseline.facts.egress.Address.Family;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A set of addresses of both families, as intervals that are sorted and apart from one another. */
public final class AddressSet {

  record Interval(Address first, Address last) {}

  public static final AddressSet NONE = new AddressSet(List.of());

  public static final AddressSet ALL_IPV4 = whole(Family.IPV4);
  public static final AddressSet ALL_IPV6 = whole(Family.IPV6);
  public static final AddressSet EVERYTHING = union(List.of(ALL_IPV4, ALL_IPV6));

  private final List<Interval> intervals;

  private AddressSet(List<Interval> intervals) {
    this.intervals = intervals;
  }

  public static AddressSet only(Address address) {
    return between(address, address);
  }

  /** The addresses of a block in the one form that all readers understand alike. */
  public static Optional<AddressSet> ofBlock(String cidr) {
    return Cidr.parse(cidr).filter(Cidr::canonical).map(AddressSet::of);
  }

  static AddressSet of(Cidr cidr) {
    return between(cidr.first(), cidr.last());
  }

  static AddressSet between(Address first, Address last) {
    return new AddressSet(List.of(new Interval(first, last)));
  }

  private static AddressSet whole(Family family) {
    return between(family.first(), family.last());
  }

  public static AddressSet union(Collection<AddressSet> sets) {
    List<Interval> sorted =
        sets.stream()
            .flatMap(set -> set.intervals.stream())
            .sorted(Comparator.comparing(Interval::first))
            .toList();
    List<Interval> merged = new ArrayList<>();
    for (Interval interval : sorted) {
      if (!merged.isEmpty() && touches(merged.getLast(), interval)) {
        Interval before = merged.removeLast();
        Address last = max(before.last(), interval.last());
        merged.add(new Interval(before.first(), last));
      } else {
        merged.add(interval);
      }
    }
    return new AddressSet(List.copyOf(merged));
  }

  private static boolean touches(Interval before, Interval after) {
    Address next = before.last().next();
    return after.first().compareTo(before.last()) <= 0 || after.first().equals(next);
  }

  private static Address max(Address a, Address b) {
    return a.compareTo(b) >= 0 ? a : b;
  }

  /** What is in this set and not in the other. */
  public AddressSet minus(AddressSet other) {
    return new AddressSet(sweep(intervals.iterator(), other.intervals.iterator()));
  }

  /**
   * The intervals without the holes, both in their order. Linear, because an iterator goes one way:
   * a tenant can write a hundred thousand exceptions into one block.
   */
  static List<Interval> sweep(Iterator<Interval> intervals, Iterator<Interval> holes) {
    List<Interval> left = new ArrayList<>();
    Interval hole = next(holes);
    while (intervals.hasNext()) {
      Interval rest = intervals.next();
      while (rest != null && hole != null && hole.first().compareTo(rest.last()) <= 0) {
        rest = cut(rest, hole, left);
        if (rest != null) {
          hole = next(holes);
        }
      }
      if (rest != null) {
        left.add(rest);
      }
    }
    return List.copyOf(left);
  }

  private static @Nullable Interval next(Iterator<Interval> intervals) {
    return intervals.hasNext() ? intervals.next() : null;
  }

  /** What of the interval is after the hole, if anything; what is before it goes into the list. */
  private static @Nullable Interval cut(Interval interval, Interval hole, List<Interval> before) {
    Address last = hole.first().previous();
    if (last != null && last.compareTo(interval.first()) >= 0) {
      before.add(new Interval(interval.first(), last));
    }
    if (hole.last().compareTo(interval.first()) < 0) {
      return interval;
    }
    Address first = hole.last().next();
    return first != null && first.compareTo(interval.last()) <= 0
        ? new Interval(first, interval.last())
        : null;
  }

  public boolean contains(Address address) {
    for (Interval interval : intervals) {
      if (interval.first().compareTo(address) <= 0 && address.compareTo(interval.last()) <= 0) {
        return true;
      }
    }
    return false;
  }

  public boolean containsAll(AddressSet other) {
    return other.minus(this).intervals.isEmpty();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof AddressSet set && intervals.equals(set.intervals);
  }

  @Override
  public int hashCode() {
    return intervals.hashCode();
  }

  @Override
  public String toString() {
    return intervals.toString();
  }
}
