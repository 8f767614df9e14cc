package io.securitybaseline.facts.egress;

import static org.assertj.core.api.Assertions.assertThat;

import io.securitybaseline.facts.egress.AddressSet.Interval;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class AddressSetTest {

  static LongStream seeds() {
    return LongStream.range(0, 200);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void theDifferenceIsWhatIsInTheOneAndNotInTheOther(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    AddressSet one = some(random);
    AddressSet other = some(random);

    AddressSet difference = one.minus(other);

    for (int last = 0; last < 64; last++) {
      for (Address address : List.of(v4(last), v6(last))) {
        assertThat(difference.contains(address))
            .as("%s without %s at %s", one, other, address)
            .isEqualTo(one.contains(address) && !other.contains(address));
      }
    }
    assertThat(AddressSet.union(List.of(difference, other)).containsAll(one)).isTrue();
  }

  @Test
  void eachIntervalAndEachHoleIsVisitedOnce() {
    int count = 90_000;
    List<Interval> holes =
        IntStream.range(0, count).mapToObj(i -> new Interval(v4(2 * i), v4(2 * i))).toList();
    Counted<Interval> intervals =
        new Counted<>(List.of(new Interval(v4(0), v4(2 * count))).iterator());
    Counted<Interval> counted = new Counted<>(holes.iterator());

    List<Interval> left = AddressSet.sweep(intervals, counted);

    assertThat(left).hasSize(count);
    assertThat(intervals.visits).isEqualTo(1);
    assertThat(counted.visits).isEqualTo(count);
  }

  private static AddressSet some(SplittableRandom random) {
    List<AddressSet> parts = new ArrayList<>();
    for (int i = random.nextInt(6); i > 0; i--) {
      int first = random.nextInt(64);
      int last = first + random.nextInt(64 - first);
      parts.add(
          random.nextInt(3) == 0
              ? AddressSet.between(v6(first), v6(last))
              : AddressSet.between(v4(first), v4(last)));
    }
    if (random.nextInt(5) == 0) {
      parts.add(random.nextInt(2) == 0 ? AddressSet.ALL_IPV4 : AddressSet.ALL_IPV6);
    }
    return AddressSet.union(parts);
  }

  private static Address v4(int number) {
    return new Address(Address.Family.IPV4, 0, number);
  }

  private static Address v6(int number) {
    return new Address(Address.Family.IPV6, 0, number);
  }

  private static final class Counted<T> implements Iterator<T> {

    private final Iterator<T> all;
    private int visits;

    Counted(Iterator<T> all) {
      this.all = all;
    }

    @Override
    public boolean hasNext() {
      return all.hasNext();
    }

    @Override
    public T next() {
      visits++;
      return all.next();
    }
  }
}
