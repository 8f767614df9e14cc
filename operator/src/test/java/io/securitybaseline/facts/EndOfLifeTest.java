package io.securitybaseline.facts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.securitybaseline.facts.EndOfLife.OperatingSystem;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EndOfLifeTest {

  @ParameterizedTest(name = "{0} or {1} is {2}, until {3}")
  @CsvSource({
    "AKSUbuntu-1804-2020.03.05, Ubuntu 18.04.6 LTS, Ubuntu 18.04, 2023-05-31",
    "AKSUbuntu-2004fipscontainerd-202410.27.0, Ubuntu 20.04.6 LTS, Ubuntu 20.04, 2027-03-17",
    "AKSUbuntu-2204gen2containerd-202608.06.1, Ubuntu 22.04.5 LTS, Ubuntu 22.04, 2027-06-30",
    "AKSUbuntuEdgeZone-2004gen2containerd-202410.27.0, Ubuntu 20.04.6 LTS, Ubuntu 20.04,"
        + " 2027-03-17",
    "AKSCBLMariner-V2katagen2TL-2022.12.15, CBL-Mariner/Linux, Azure Linux 2, 2025-11-30",
    "AKSAzureLinux-V2gen2-202512.06.0, CBL-Mariner/Linux, Azure Linux 2, 2025-11-30",
    "AKSWindows-2019-containerd-17763.8146.251212, Windows Server 2019 Datacenter,"
        + " Windows Server 2019, 2026-03-01",
    "AKSWindows-2022-containerd-20348.4529.251212, Windows Server 2022 Datacenter,"
        + " Windows Server 2022, 2028-06-30",
    "AKSWindows-23H2-gen2-25398.2025.251212, 'Windows Server, version 23H2',"
        + " Windows Server annual channel 23H2, 2026-05-15",
    "AKSFlatcar-flatcargen2-202512.18.0, Flatcar Container Linux, Flatcar, 2026-06-08",
  })
  void theBundledTable(String image, String osImage, String name, LocalDate until) {
    OperatingSystem byImage = EndOfLife.bundled().of(node(image, "")).orElseThrow();

    assertThat(byImage.name()).isEqualTo(name);
    assertThat(byImage.supportedUntil()).isEqualTo(until);
    assertThat(EndOfLife.bundled().of(node("", osImage))).contains(byImage);
  }

  @Test
  void theFirstMarinerIsNotTakenForItsSuccessor() {
    assertThat(EndOfLife.bundled().of(node("AKSCBLMariner-V1-202308.28.0", "")))
        .hasValueSatisfying(os -> assertThat(os.name()).isEqualTo("CBL-Mariner 1"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "AKSUbuntu-2404gen2containerd-202512.18.0",
        "AKSAzureLinux-V3gen2-202512.18.0",
        "AKSWindows-2025-26100.7462.251212",
      })
  void whatIsSupportedForLongIsNotInTheTable(String image) {
    assertThat(EndOfLife.bundled().of(node(image, ""))).isEmpty();
  }

  @Test
  void aUserOverridesByNameAndAdds() {
    EndOfLife table =
        EndOfLife.bundled()
            .overriddenBy(
                EndOfLife.parse(
                    """
                    - {name: Windows Server 2019, images: ["AKSWindows-2019*"], supportedUntil: 2027-01-31}
                    - {name: Ours, osImages: ["Contoso Linux*"], supportedUntil: "2026-12-31"}
                    """));

    assertThat(table.of(node("AKSWindows-2019-containerd-17763.8146.251212", "")))
        .hasValueSatisfying(os -> assertThat(os.supportedUntil()).isEqualTo("2027-01-31"));
    assertThat(table.of(node("", "Contoso Linux 7")))
        .hasValueSatisfying(os -> assertThat(os.name()).isEqualTo("Ours"));
    assertThat(table.systems()).hasSize(EndOfLife.bundled().systems().size() + 1);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "[{images: [a], supportedUntil: 2027-01-31}] | entry 1 of ends of life has no name",
        "[{name: a, images: [b], supportedUntil: 2027-01-31}, null] | entry 2 of ends of life",
        "[{name: a, supportedUntil: 2027-01-31}] | a needs images or osImages",
        "[{name: a, images: [b], supportedUntil: soon}] | supportedUntil of a needs a date",
        "[{name: a, images: [b]}] | supportedUntil of a needs a date as YYYY-MM-DD",
        "[{name: a, image: [b], supportedUntil: 2027-01-31}] | image",
        "[{name: a, images: [b, null], supportedUntil: 2027-01-31}] | images of a has an empty"
            + " item",
        "[{name: a, osImages: [''], supportedUntil: 2027-01-31}] | osImages of a has an empty item",
        "name: a | is not a list of {name, images, osImages, supportedUntil}",
        "'[' | is not a list of",
      })
  void aMistakeIsNamed(String yaml, String message) {
    assertThatThrownBy(() -> EndOfLife.parse(yaml))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }

  @Test
  void nothingIsAnEmptyTable() {
    assertThat(EndOfLife.parse("[]").systems()).isEmpty();
  }

  private static NodeSnapshot node(String image, String osImage) {
    Node node =
        new NodeBuilder()
            .withNewMetadata()
            .withName("node-1")
            .addToLabels(NodeSnapshots.IMAGE_VERSION, image)
            .endMetadata()
            .withNewStatus()
            .withNewNodeInfo()
            .withOsImage(osImage)
            .endNodeInfo()
            .endStatus()
            .build();
    return NodeSnapshots.of(node);
  }
}
