package io.securitybaseline.controlplane;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** Control planes that run at the same time, in this process or another, have different ports. */
class LoopbackPortTest {

  @Test
  void aReservedPortIsNotReservedAgainUntilItIsGivenUp() {
    LoopbackPort port = LoopbackPort.reserve(RandomGenerator.getDefault());
    assertThat(LoopbackPort.reserve(port.number())).isEmpty();

    int number = port.number();
    port.close();

    assertThat(LoopbackPort.reserve(number))
        .hasValueSatisfying(again -> {
          assertThat(again.number()).isEqualTo(number);
          again.close();
        });
  }

  @Test
  void aPortInUseIsNotReserved() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      assertThat(LoopbackPort.reserve(socket.getLocalPort())).isEmpty();
    }
  }

  /** The API server listens on it while the reservation lasts. */
  @Test
  void aReservedPortCanBeListenedOn() throws IOException {
    try (LoopbackPort port = LoopbackPort.reserve(RandomGenerator.getDefault());
        ServerSocket socket =
            new ServerSocket(port.number(), 1, InetAddress.getLoopbackAddress())) {
      assertThat(socket.getLocalPort()).isEqualTo(port.number());
    }
  }
}
