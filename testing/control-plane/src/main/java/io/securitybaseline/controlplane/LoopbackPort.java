package io.securitybaseline.controlplane;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.random.RandomGenerator;

/**
 * A free port on the loopback interface. It is drawn from below the range that systems use for
 * outgoing connections, so that no process gets it by chance while the API server is down for a
 * restart.
 */
final class LoopbackPort {
  private static final int LOWEST = 20_000;
  private static final int BOUND = 30_000;
  private static final int DRAWS = 100;

  private LoopbackPort() {}

  static int free(RandomGenerator random) {
    for (int draw = 0; draw < DRAWS; draw++) {
      int port = random.nextInt(LOWEST, BOUND);
      if (isFree(port)) {
        return port;
      }
    }
    throw new ControlPlaneException(
        "no free port found between %d and %d".formatted(LOWEST, BOUND));
  }

  static boolean isFree(int port) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}
