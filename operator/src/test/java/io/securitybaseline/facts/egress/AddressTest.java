package io.securitybaseline.facts.egress;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "1.2.3",
        "1.2.3.4.5",
        "256.0.0.1",
        "010.0.0.1",
        "1.2.3.4 ",
        "fe80::1%eth0",
        "[::1]",
        "::ffff:169.254.169.254",
        "1:2:3:4:5:6:7:8:9",
        ":",
        "localhost",
        "a.b.c.d",
        "1.2.3.x"
      })
  void whatReadersUnderstandDifferentlyIsNoAddress(String text) {
    assertThat(Address.parse(text)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "10.0.0.0",
        "10.0.0.0/33",
        "::/129",
        "10.0.0.0/",
        "10.0.0.0/08",
        "10.0.0.0/-1",
        "10.10.0.0/0#example",
        "0.0.0.0/+0",
        "/8"
      })
  void whatIsNoBlockIsNotRead(String text) {
    assertThat(Cidr.parse(text)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "10.10.0.0/0, false",
    "0.0.0.0/0, true",
    "169.254.169.254/32, true",
    "169.254.169.254/31, true",
    "169.254.169.254/30, false",
    "::/0, true",
    "fd00::1/8, false",
    "fd00::/8, true",
    "::1/128, true"
  })
  void aBlockIsCanonicalWithoutBitsBeyondItsPrefix(String text, boolean canonical) {
    assertThat(Cidr.parse(text).orElseThrow().canonical()).isEqualTo(canonical);
  }

  @Test
  void addressesAreUnsignedNumbers() {
    assertThat(address("200.0.0.0")).isGreaterThan(address("100.0.0.0"));
    assertThat(address("ff00::")).isGreaterThan(address("7f00::"));
    assertThat(address("::1:0:0:0:0")).isEqualTo(address("::ffff:ffff:ffff:ffff").next());
    assertThat(address("::1:0:0:0:0").previous()).isEqualTo(address("::ffff:ffff:ffff:ffff"));
    assertThat(address("255.255.255.255").next()).isNull();
    assertThat(address("0.0.0.0").previous()).isNull();
    assertThat(address("::").previous()).isNull();
    assertThat(address("ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff").next()).isNull();
  }

  @Test
  void theFamiliesNeverContainOneAnother() {
    assertThat(AddressSet.ALL_IPV6.contains(address("169.254.169.254"))).isFalse();
    assertThat(AddressSet.ALL_IPV4.containsAll(AddressSet.ALL_IPV6)).isFalse();
    assertThat(AddressSet.EVERYTHING.minus(AddressSet.ALL_IPV4)).isEqualTo(AddressSet.ALL_IPV6);
  }

  private static Address address(String text) {
    return Address.parse(text).orElseThrow();
  }
}
