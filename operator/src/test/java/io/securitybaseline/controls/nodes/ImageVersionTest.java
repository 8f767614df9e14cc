package io.securitybaseline.controls.nodes;

import static org.assertj.core.api.Assertions.assertThat;

import io.securitybaseline.EverySeed;
import io.securitybaseline.Seeds;
import java.time.LocalDate;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ImageVersionTest {

  @ParameterizedTest(name = "{0}")
  @CsvFileSource(resources = "/nodes/image-versions.csv", useHeadersInDisplayName = true)
  void everyNameThatAksHasUsed(
      String name, String family, LocalDate built, @Nullable LocalDate patched) {
    ImageVersion version = ImageFormat.parse(name).orElseThrow();

    assertThat(version.name()).isEqualTo(name);
    assertThat(version.family()).isEqualTo(family);
    assertThat(version.built()).isEqualTo(built);
    assertThat(version.patched()).isEqualTo(Optional.ofNullable(patched));
    assertThat(version.effective()).isEqualTo(patched == null ? built : patched);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "-",
        "AKSUbuntu",
        "AKSUbuntu-2204gen2containerd",
        "AKSUbuntu-2204gen2containerd-202413.27.0",
        "AKSUbuntu-2204gen2containerd-202402.30.0",
        "AKSUbuntu-2204gen2containerd-202410.27.0-2024.13.01",
        "AKSUbuntu-2204gen2containerd-202413.27.0-2024.12.01",
        "AKSUbuntu-2204gen2containerd-202410.27.12345678901",
        "AKSUbuntu-2204gen2containerd-202410.27",
        "AKSWindows-2022-containerd-20348.4529.251312",
        "AKSWindows-2022-containerd-20348.4529",
        "AKSUbuntu-1804-2020.3.5",
        "202410.27.0",
        "2020.03.05",
        "AKSUbuntu-２２０４-２０２４１０.27.0",
      })
  void aNameOfNoKnownFormatTellsNothing(String name) {
    assertThat(ImageFormat.parse(name)).isEmpty();
  }

  @ParameterizedTest(name = "{0} newer than {1}: {2}")
  @CsvSource({
    "AKSUbuntu-2204gen2containerd-202410.27.0, AKSUbuntu-2204gen2containerd-202409.30.0, true",
    "AKSUbuntu-2204gen2containerd-202410.27.10, AKSUbuntu-2204gen2containerd-202410.27.9, true",
    "AKSUbuntu-2204gen2containerd-202410.27.9, AKSUbuntu-2204gen2containerd-202410.27.10, false",
    "AKSUbuntu-2204gen2containerd-202410.27.0, AKSUbuntu-2204gen2containerd-202410.27.0, false",
    "AKSUbuntu-2204gen2containerd-202410.27.0-2024.12.01,"
        + " AKSUbuntu-2204gen2containerd-202410.27.0, true",
    "AKSUbuntu-2204gen2containerd-202411.03.0,"
        + " AKSUbuntu-2204gen2containerd-202410.27.0-2024.12.01, true",
    "AKSUbuntu-2404gen2containerd-202512.18.0, AKSUbuntu-2204gen2containerd-202410.27.0, false",
    "AKSUbuntu-2204gen2containerd-202410.27.0, AKSUbuntu-2404gen2containerd-202512.18.0, false",
    "AKSWindows-2022-containerd-20348.10000.260113,"
        + " AKSWindows-2022-containerd-20348.4529.251212, true",
  })
  void versionsCompareByNumbersAndWithinAFamilyOnly(String one, String other, boolean newer) {
    assertThat(version(one).isNewerThan(version(other))).isEqualTo(newer);
  }

  @EverySeed
  void neverThrowsAndReadsBackWhatItAccepts(long seed) {
    RandomGenerator random = Seeds.random(seed);
    for (int i = 0; i < 2_000; i++) {
      String name = name(random);
      ImageFormat.parse(name)
          .ifPresent(version -> {
            assertThat(name).startsWith(version.family() + "-");
            assertThat(version.numbers()).isNotEmpty();
            assertThat(version.isNewerThan(version)).isFalse();
          });
    }
  }

  /** Parts of real names, in any order, with whatever numbers. */
  private static String name(RandomGenerator random) {
    String[] parts = {
      "AKS", "Ubuntu", "Windows", "-", "-", ".", ".", "build", "containerd", "gen2", "é", "😀", " "
    };
    StringBuilder name =
        new StringBuilder(random.nextBoolean() ? "AKSUbuntu-2204-" : "AKSWindows-2022-");
    int length = random.nextInt(12);
    for (int i = 0; i < length; i++) {
      name.append(
          random.nextBoolean()
              ? parts[random.nextInt(parts.length)]
              : Integer.toString(random.nextInt(1, 1 << random.nextInt(1, 31))));
    }
    return name.toString();
  }

  private static ImageVersion version(String name) {
    return ImageFormat.parse(name).orElseThrow();
  }
}
