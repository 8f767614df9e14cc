package io.securitybaseline.engines;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The command {@code probe} of the built operator inside the network namespaces of pods, on one
 * engine: its verdict comes from real packets. The lab stands in for the kubelet. The entry point
 * inside the namespaces, like {@link LabMain}.
 */
public final class ProbeLab {

  private static final String OPEN = "probe-open";
  private static final String COVERED = "probe-covered";

  private final Settings settings;
  private final Cluster cluster;
  private final Fabric fabric;
  private final Map<String, String> results = new TreeMap<>();

  private ProbeLab(Settings settings, Cluster cluster, Fabric fabric) {
    this.settings = settings;
    this.cluster = cluster;
    this.fabric = fabric;
  }

  /**
   * Probes and writes the results, by case, to the file of the result.
   *
   * @param arguments those of {@link Settings#arguments()}
   */
  public static void main(String[] arguments) throws IOException {
    Settings settings = Settings.of(arguments);
    try (Fabric fabric = Fabric.start(settings.fabric());
        Cluster cluster = Cluster.start()) {
      settings.engine().prepare(cluster);
      Map<String, String> results = new ProbeLab(settings, cluster, fabric).run();
      Files.writeString(settings.result(), new ObjectMapper().writeValueAsString(results));
    }
    System.exit(0);
  }

  private Map<String, String> run() {
    EngineProcess engine = settings.engine().start(settings.program(), cluster, settings.output());
    try (PacketLab lab = settings.engine().packets(fabric, engine, cluster)) {
      createNamespace(Canary.NAMESPACE);
      createNamespace(OPEN);
      createNamespace(COVERED);
      cluster.apply(policy());
      LabPod open = pod(lab, OPEN, "before", "10.244.1.1");
      LabPod covered = pod(lab, COVERED, "before", "10.244.1.2");
      lab.settle();
      results.put("open", probe(open));
      results.put("covered", probe(covered));
      engine.close();
      results.put("covered, engine stopped", probe(covered));
      results.put("without network, engine stopped", probe(List.of("unshare", "--net"), "none"));
      if (settings.engine() == EngineKind.CALICO) {
        results.put("new pod, engine stopped", probe(pod(lab, COVERED, "after", "10.244.1.3")));
      }
    }
    return results;
  }

  private void createNamespace(String name) {
    cluster.apply(
        Manifests.parse(
            """
            apiVersion: v1
            kind: Namespace
            metadata: {name: %s}
            """
                .formatted(name)));
  }

  /** As the operator creates it. */
  private static List<HasMetadata> policy() {
    return Manifests.parse(
        """
        apiVersion: networking.k8s.io/v1
        kind: NetworkPolicy
        metadata: {name: restrict-instance-metadata, namespace: %s}
        spec:
          podSelector: {}
          policyTypes: [Egress]
          egress: [{to: [{ipBlock: {cidr: 0.0.0.0/0, except: [169.254.169.254/32]}}]}]
        """
            .formatted(COVERED));
  }

  private LabPod pod(PacketLab lab, String namespace, String name, String ip) {
    LabPod pod = new LabPod(new PodId(namespace, name), ip, false, "");
    lab.addPods(List.of(pod));
    cluster.applyPod(Manifests.pod(pod), ip);
    return pod;
  }

  private String probe(LabPod pod) {
    return probe(
        List.of("nsenter", "--net=" + NetworkNamespaces.of(pod.ip())), pod.id().toString());
  }

  /** The positive control is an address outside, which no policy of the lab blocks. */
  private String probe(List<String> where, String name) {
    Path log = settings.output().resolve("probe-" + name.replace('/', '-'));
    List<String> command = new ArrayList<>(where);
    command.addAll(
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-jar",
            settings.operator().toString(),
            "probe"));
    ProcessBuilder builder = new ProcessBuilder(command).inheritIO();
    builder.environment().put("KUBERNETES_SERVICE_HOST", "203.0.113.10");
    builder.environment().put("KUBERNETES_SERVICE_PORT", "443");
    builder.environment().put("SBO_TERMINATION_LOG", log.toString());
    try {
      int exit = builder.start().waitFor();
      if (exit != 0) {
        throw new LabException("the probe of %s ended with %d".formatted(name, exit));
      }
      return Files.readString(log);
    } catch (IOException e) {
      throw new LabException("cannot probe " + name, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LabException("interrupted", e);
    }
  }
}
