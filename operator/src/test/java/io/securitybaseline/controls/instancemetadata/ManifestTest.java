package io.securitybaseline.controls.instancemetadata;

import static org.assertj.core.api.Assertions.assertThat;

import io.securitybaseline.facts.egress.Dialect;
import io.securitybaseline.facts.egress.EgressPolicy;
import io.securitybaseline.facts.egress.EgressRules;
import io.securitybaseline.facts.egress.InstanceMetadataService;
import io.securitybaseline.facts.egress.NpmTranslation;
import io.securitybaseline.facts.egress.Protocol;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ManifestTest {

  static Stream<Manifest> manifests() {
    return Stream.of(
        Manifest.IPV4,
        Manifest.DUAL_STACK,
        Manifest.CALICO_WINDOWS,
        Manifest.CALICO_WINDOWS_DUAL_STACK,
        Manifest.CILIUM_LEGACY,
        Manifest.CILIUM_LEGACY_DUAL_STACK);
  }

  @ParameterizedTest
  @MethodSource("manifests")
  void allowsAllItsBlocksAndNotTheAddress(Manifest manifest) {
    EgressPolicy policy = EgressPolicy.of(manifest.policy());
    for (Dialect dialect : Dialect.values()) {
      EgressRules rules = EgressRules.of(manifest.policy().getSpec(), dialect);
      assertThat(policy.in(dialect).has(manifest.letsOutTo())).isTrue();
      for (Protocol protocol : Protocol.values()) {
        assertThat(rules.mayLetThrough(InstanceMetadataService.ADDRESS, protocol, 80)).isFalse();
      }
    }
    assertThat(policy.isolates()).isTrue();
    assertThat(policy.unclearBlock()).isNull();
    assertThat(manifest.policy().getSpec().getPolicyTypes()).containsExactly("Egress");
  }

  @Test
  void noExceptionForWindowsAndNoIpv6ForAzureNpm() {
    assertThat(EgressPolicy.of(Manifest.CALICO_WINDOWS.policy()).features()).isEmpty();
    assertThat(EgressPolicy.of(Manifest.CALICO_WINDOWS_DUAL_STACK.policy()).features()).isEmpty();
    assertThat(EgressPolicy.of(Manifest.IPV4.policy()).npm().result())
        .isEqualTo(NpmTranslation.Result.PROGRAMMED);
  }

  @Test
  void allNamespacesShareOneSpec() {
    assertThat(Manifest.IPV4.object("a", "n", Map.of(), SelectorTerm.EVERY_POD).getSpec())
        .isSameAs(Manifest.IPV4.object("b", "n", Map.of(), SelectorTerm.EVERY_POD).getSpec());
  }

  @ParameterizedTest
  @CsvSource({
    "v1.17.9-241201, true",
    "1.18.6, true",
    "v1.16.0, true",
    "v1.15.9, false",
    "v1.14.20, false",
    "2.0, true",
    "v1.16, true",
    "v1.9.1, false",
    "1.16.3+build, true"
  })
  void theVersionIsReadFromTheTag(String tag, boolean enableDefaultDeny) {
    assertThat(CiliumVersion.parse(tag).map(CiliumVersion::hasEnableDefaultDeny))
        .contains(enableDefaultDeny);
  }

  @ParameterizedTest
  @CsvSource({"''", "latest", "sha256:0a1b", "v1", "v1.x", "v99999999999.1"})
  void anotherTagHasNoVersion(String tag) {
    assertThat(CiliumVersion.parse(tag)).isEqualTo(Optional.empty());
  }
}
