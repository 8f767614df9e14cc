package io.securitybaseline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RunCommandTest {

  @Test
  void inAPodItsNameIsTheIdentity() {
    assertThat(RunCommand.instance("operator-7f9c", "node-1")).isEqualTo("operator-7f9c");
  }

  @Test
  void elsewhereNoTwoHaveTheSame() {
    String one = RunCommand.instance(null, "host");

    assertThat(one).startsWith("host_");
    assertThat(RunCommand.instance(" ", "host")).startsWith("host_").isNotEqualTo(one);
    assertThat(RunCommand.instance(null, null)).startsWith("operator_");
  }
}
