package io.securitybaseline.controlplane;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.SocketException;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * A free TCP port on the loopback interface. It is drawn from below the range that systems use for
 * outgoing connections, so that it is not taken by chance while the API server is down for a
 * restart. For the same reason it is reserved against other control planes of this machine: each
 * keeps a UDP socket with the number of its port open as long as it runs.
 */
final class LoopbackPort implements AutoCloseable {
  private static final int LOWEST = 20_000;
  private static final int BOUND = 30_000;
  private static final int DRAWS = 100;

  private final DatagramSocket reservation;

  private LoopbackPort(DatagramSocket reservation) {
    this.reservation = reservation;
  }

  static LoopbackPort reserve(RandomGenerator random) {
    for (int draw = 0; draw < DRAWS; draw++) {
      Optional<LoopbackPort> port = reserve(random.nextInt(LOWEST, BOUND));
      if (port.isPresent()) {
        return port.get();
      }
    }
    throw new ControlPlaneException(
        "no free port found between %d and %d".formatted(LOWEST, BOUND));
  }

  /** The port, unless it is in use or reserved. */
  static Optional<LoopbackPort> reserve(int port) {
    try {
      DatagramSocket reservation = new DatagramSocket(port, InetAddress.getLoopbackAddress());
      if (isFree(port)) {
        return Optional.of(new LoopbackPort(reservation));
      }
      reservation.close();
      return Optional.empty();
    } catch (SocketException e) {
      return Optional.empty();
    }
  }

  int number() {
    return reservation.getLocalPort();
  }

  static boolean isFree(int port) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /** Gives the port up. */
  @Override
  public void close() {
    reservation.close();
  }
}
