package io.securitybaseline.bench;

import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** Measured values of one kind. */
record Samples(List<Double> values) {

  Samples {
    values = values.stream().sorted().toList();
  }

  static Samples of(double... values) {
    return new Samples(Arrays.stream(values).boxed().toList());
  }

  static <T> Samples each(List<T> items, ToDoubleFunction<T> value) {
    return new Samples(items.stream().map(value::applyAsDouble).toList());
  }

  double min() {
    return values.getFirst();
  }

  double median() {
    return quantile(0.5);
  }

  double max() {
    return values.getLast();
  }

  /** The smallest value that so large a part of all does not exceed. */
  double quantile(double part) {
    return values.get(Math.max(0, (int) Math.ceil(part * values.size()) - 1));
  }
}
