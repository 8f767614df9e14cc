package io.securitybaseline.controls.instancemetadata.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.securitybaseline.facts.PolicySnapshot;
import io.securitybaseline.facts.egress.Reach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the specification and kube-router 2.1 have in common. */
class OtherModelTest {

  private static final OtherModel MODEL = new OtherModel();

  @ParameterizedTest(name = "{0}: {1} {2}")
  @CsvSource(
      delimiter = ';',
      value = {
        "{ports: [{port: web}]}; true; false",
        "{ports: [{port: web, protocol: UDP}]}; false; false",
        "{ports: [{port: web}], to: [{podSelector: {}}]}; false; false",
        "{ports: [{port: web}], to: [{ipBlock: {cidr: 0.0.0.0/0}}]}; false; false",
        "{ports: [{port: 80}]}; true; true",
        "{to: [{ipBlock: {cidr: 0.0.0.0/0, except: [169.254.169.254/32]}}, {ipBlock: {cidr:"
            + " 169.254.169.0/24}}]}; true; false",
        "{to: [{ipBlock: {cidr: 0.0.0.0/0, except: [10.0.0.0/8]}}, {ipBlock: {cidr:"
            + " 169.254.169.0/24}}]}; true; true",
        "{to: [{ipBlock: {cidr: 0.0.0.0/0, except: [169.254.169.254/24]}}]}; true; false",
        "{to: [{ipBlock: {cidr: 010.0.0.0/8}}]}; true; false",
        "{to: [{ipBlock: {cidr: '::ffff:10.0.0.0/104'}}]}; true; false",
      })
  void rules(String rule, boolean may, boolean surely) {
    PolicySnapshot policy =
        Policies.snapshot("{podSelector: {}, policyTypes: [Egress], egress: [%s]}".formatted(rule));

    assertThat(MODEL.reading(policy).has(Reach.MAY_REACH_SERVICE)).isEqualTo(may);
    assertThat(MODEL.reading(policy).has(Reach.SURELY_REACHES_SERVICE)).isEqualTo(surely);
  }
}
