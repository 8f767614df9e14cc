package io.securitybaseline.engines;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.Pod;
import java.io.IOException;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** The Cilium agent, which filters with eBPF programs; the lab is its CNI plugin. */
final class CiliumAgent implements PodRuntime {

  /** Clang of Debian's package clang-19 has this folder, without a number in its name. */
  private static final String CLANG = "/usr/lib/llvm-19/bin";

  private static final Path SOCKET = Path.of("/run/cilium/cilium.sock");
  private static final Duration READY = Duration.ofMinutes(3);
  private static final Duration BETWEEN = Duration.ofMillis(200);

  /** The pod's end of its link. */
  private static final String INTERFACE = "eth0";

  private static final ObjectMapper JSON = new ObjectMapper();

  private final EngineProcess process;
  private final Cluster cluster;
  private final UnixHttp api = new UnixHttp(SOCKET);

  private CiliumAgent(EngineProcess process, Cluster cluster) {
    this.process = process;
    this.cluster = cluster;
  }

  /** Starts it and waits until it is ready. */
  static CiliumAgent start(Path program, Cluster cluster, Path log) {
    Path folder = Objects.requireNonNull(program.getParent());
    cluster.applyDefinitions(
        definitions(folder.resolve(GoModule.DEFINITIONS)).stream()
            .flatMap(file -> Manifests.parse(read(file)).stream())
            .toList());
    EngineProcess process =
        EngineProcess.start(
            CiliumAgentFlags.command(folder, program, cluster.kubeconfig()),
            Map.of("K8S_NODE_NAME", Cluster.NODE, "PATH", CLANG + ":" + System.getenv("PATH")),
            log);
    CiliumAgent agent = new CiliumAgent(process, cluster);
    agent.awaitReady();
    return agent;
  }

  private static List<Path> definitions(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(file -> file.toString().endsWith(".yaml")).sorted().toList();
    } catch (IOException e) {
      throw new LabException("cannot read " + folder, e);
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new LabException("cannot read " + file, e);
    }
  }

  EngineProcess process() {
    return process;
  }

  private void awaitReady() {
    long deadline = System.nanoTime() + READY.toNanos();
    while (!isReady()) {
      process.requireAlive();
      if (System.nanoTime() > deadline) {
        throw new LabException("the Cilium agent is not ready: " + process.tail());
      }
      try {
        Thread.sleep(BETWEEN);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new LabException("interrupted", e);
      }
    }
  }

  private boolean isReady() {
    return Files.exists(SOCKET) && api.request("GET", "/v1/healthz", "").status() == UnixHttp.OK;
  }

  /** Whether every pod has the policies that the agent has read. */
  boolean rests() {
    long wanted = get("/v1/policy").path("revision").asLong();
    for (JsonNode endpoint : get("/v1/endpoint")) {
      JsonNode status = endpoint.path("status");
      boolean ready = status.path("state").asText().equals("ready");
      long realized = status.path("policy").path("realized").path("policy-revision").asLong();
      if (!ready || realized < wanted) {
        return false;
      }
    }
    return true;
  }

  private JsonNode get(String path) {
    UnixHttp.Response response = api.request("GET", path, "");
    try {
      if (response.status() != UnixHttp.OK) {
        throw new LabException("Cilium, %s: %s".formatted(path, response));
      }
      return JSON.readTree(response.body());
    } catch (IOException e) {
      throw new LabException("Cilium, %s: %s".formatted(path, response), e);
    }
  }

  @Override
  public void start(LabPod pod) {
    String device = PacketLab.device(pod.id());
    try {
      UnixHttp.Response response =
          api.request(
              "PUT",
              "/v1/endpoint/cni-attachment-id:%s:%s".formatted(device, INTERFACE),
              JSON.writeValueAsString(endpoint(pod, device)));
      if (response.status() != UnixHttp.CREATED) {
        throw new LabException("Cilium, pod %s: %s".formatted(pod.id(), response));
      }
    } catch (IOException e) {
      throw new LabException("Cilium, pod " + pod.id(), e);
    }
  }

  /** What Cilium's CNI plugin sends. */
  private Map<String, Object> endpoint(LabPod pod, String device) throws SocketException {
    NetworkInterface link =
        Objects.requireNonNull(NetworkInterface.getByName(device), () -> "no link of " + pod.id());
    Pod object =
        cluster.client().pods().inNamespace(pod.id().namespace()).withName(pod.id().name()).get();
    return Map.ofEntries(
        Map.entry("container-id", device),
        Map.entry("container-interface-name", INTERFACE),
        Map.entry("addressing", Map.of("ipv4", pod.ip())),
        Map.entry("interface-name", device),
        Map.entry("interface-index", link.getIndex()),
        Map.entry("mac", Fabric.macOf(pod.ip())),
        Map.entry("host-mac", Fabric.NODE_SIDE_MAC),
        Map.entry("k8s-namespace", pod.id().namespace()),
        Map.entry("k8s-pod-name", pod.id().name()),
        Map.entry("k8s-uid", object.getMetadata().getUid()),
        Map.entry("state", "waiting-for-identity"),
        Map.entry("sync-build-endpoint", true),
        Map.entry("datapath-configuration", Map.of()));
  }
}
