package io.securitybaseline.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class NameListTest {
  private final NameList names = new NameList(2, 5);

  @Test
  void fewAreListed() {
    assertThat(names.of(List.of("b", "a"))).isEqualTo("b, a");
    assertThat(names.of(List.of())).isEmpty();
  }

  @Test
  void manyAreCounted() {
    assertThat(names.of(List.of("c", "b", "a"))).isEqualTo("c, b and 1 more");
  }

  @Test
  void sortedAndEachOnce() {
    assertThat(names.sorted(List.of("c", "b", "a", "c"))).isEqualTo("a, b and 1 more");
  }

  @Test
  void longOnesAreCut() {
    assertThat(names.of(List.of("abcde", "abcdef"))).isEqualTo("abcde, abcd…");
    assertThat(NameList.cut("abcdef", 3)).isEqualTo("ab…");
  }

  @Test
  void aPairOfSurrogatesIsNotSplit() {
    assertThat(NameList.cut("a😀😀b", 3)).isEqualTo("a…");
    assertThat(NameList.cut("😀😀😀", 4)).isEqualTo("😀…");
    assertThat(NameList.cut("😀😀😀", 5)).isEqualTo("😀😀…");
  }
}
