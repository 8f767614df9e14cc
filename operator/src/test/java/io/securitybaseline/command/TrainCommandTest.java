package io.securitybaseline.command;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TrainCommandTest {

  @Test
  void coversAndRepairsAClusterInMemoryAndEndsWell() {
    assertThat(CommandLines.execute("train")).isEqualTo(ExitCodes.OK);
  }
}
