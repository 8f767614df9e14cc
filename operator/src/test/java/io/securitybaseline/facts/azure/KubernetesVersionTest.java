package io.securitybaseline.facts.azure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Versions as Azure and Kubernetes write them. */
class KubernetesVersionTest {

  @ParameterizedTest
  @CsvSource({"1.34.9, 1.34.9", "v1.36.3, 1.36.3", "1.34, 1.34", "1.37.0-beta.1, 1.37.0"})
  void isReadInEveryForm(String text, String expected) {
    assertThat(KubernetesVersion.parse(text).orElseThrow()).hasToString(expected);
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(strings = {"", "latest", "1", "1.x", "99999.1.1", "1.34.99999999"})
  void whatIsNoneIsNone(@Nullable String text) {
    assertThat(KubernetesVersion.parse(text)).isEmpty();
  }

  @Test
  void ordersByNumberAndNotByText() {
    assertThat(
            Stream.of("1.34.10", "1.34.9", "1.9.30", "1.34")
                .map(text -> KubernetesVersion.parse(text).orElseThrow())
                .sorted()
                .map(KubernetesVersion::toString))
        .containsExactly("1.9.30", "1.34", "1.34.9", "1.34.10");
  }
}
