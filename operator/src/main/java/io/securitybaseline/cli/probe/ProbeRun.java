package io.securitybaseline.cli.probe;

import io.securitybaseline.facts.probe.ProbeResult;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.Optional;

/** One run of the command, from the environment to the termination message. */
public final class ProbeRun {

  /** The name of the command. */
  public static final String COMMAND = "probe";

  /** Overrides where the termination message goes; for tests. */
  static final String TERMINATION_LOG = "SBO_TERMINATION_LOG";

  private static final String DEFAULT_LOG = "/dev/termination-log";
  private static final InetSocketAddress METADATA = new InetSocketAddress("169.254.169.254", 80);

  private ProbeRun() {}

  /**
   * Probes, and reports the result.
   *
   * @param environment as the kubelet sets it
   * @return the exit code: 0 once a result is reported, whatever it is
   */
  public static int inPod(Map<String, String> environment, PrintStream out) {
    return inPod(environment, METADATA, AddressProbe.Patience.USUAL, out);
  }

  static int inPod(
      Map<String, String> environment,
      InetSocketAddress target,
      AddressProbe.Patience patience,
      PrintStream out) {
    ProbeResult result =
        control(environment)
            .map(control -> new AddressProbe(control, target, patience).run())
            .orElseGet(() ->
                ProbeResult.inconclusive(
                    "KUBERNETES_SERVICE_HOST is not set, so there is no positive control"));
    out.println(result.message());
    Path log = Path.of(environment.getOrDefault(TERMINATION_LOG, DEFAULT_LOG));
    try {
      Files.write(
          log,
          result.message().getBytes(StandardCharsets.UTF_8),
          StandardOpenOption.CREATE,
          StandardOpenOption.WRITE,
          StandardOpenOption.TRUNCATE_EXISTING);
      return 0;
    } catch (IOException e) {
      System.err.println("probe: cannot write the result: " + e);
      return 1;
    }
  }

  /** The API server, by the address that every pod gets, with or without a ServiceAccount. */
  private static Optional<InetSocketAddress> control(Map<String, String> environment) {
    String host = environment.getOrDefault("KUBERNETES_SERVICE_HOST", "");
    String port = environment.getOrDefault("KUBERNETES_SERVICE_PORT", "443");
    return host.isEmpty() || !port.matches("[0-9]{1,5}")
        ? Optional.empty()
        : Optional.of(new InetSocketAddress(host, Integer.parseInt(port)));
  }
}
