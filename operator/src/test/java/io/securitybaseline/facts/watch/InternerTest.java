package io.securitybaseline.facts.watch;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class InternerTest {
  private final Interner values = new Interner();
  private int others;

  @Test
  void equalValuesBecomeOne() {
    Value first = new Value("a");

    assertThat(values.shared(first)).isSameAs(first);
    assertThat(values.shared(new Value("a"))).isSameAs(first);
    assertThat(values.shared(new Value("b"))).isNotEqualTo(first);
  }

  @Test
  void whatWasLongNotUsedIsForgotten() {
    Value first = values.shared(new Value("first"));
    fill(Interner.CAPACITY);

    assertThat(values.shared(new Value("first"))).isEqualTo(first).isNotSameAs(first);
  }

  @Test
  void whatIsUsedStaysHoweverMuchComesBetween() {
    Value kept = values.shared(new Value("kept"));
    for (int i = 0; i < 5; i++) {
      fill(Interner.CAPACITY - 1);
      assertThat(values.shared(new Value("kept"))).isSameAs(kept);
    }
  }

  private void fill(int count) {
    for (int i = 0; i < count; i++) {
      values.shared(new Value("other-" + others++));
    }
  }

  private record Value(String text) {}
}
