package io.securitybaseline.engines;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The engines of the lab. */
enum EngineKind {
  KUBE_ROUTER("kube-router", "Other", "kube-router", Optional.empty(), "") {
    @Override
    EngineProcess start(Path program, Cluster cluster, Path logs) {
      return EngineProcess.start(
          List.of(
              program.toString(),
              "--run-firewall=true",
              "--run-router=false",
              "--run-service-proxy=false",
              "--enable-cni=false",
              "--enable-ipv6=false",
              // So that it logs when it begins to write all rules, and when it has.
              "--v=1",
              "--hostname-override=" + Cluster.NODE,
              "--kubeconfig=" + cluster.kubeconfig()),
          Map.of(),
          logs.resolve("kube-router.log"));
    }

    @Override
    int namespacesAtOnce() {
      return 60;
    }

    @Override
    Optional<String> lastWrite(String log) {
      return log.lines()
          .filter(line -> line.contains(WRITING) || line.contains(WRITTEN))
          .reduce((_, last) -> last)
          .filter(line -> line.contains(WRITTEN));
    }

    @Override
    boolean mixesNamedPorts() {
      return true;
    }
  },
  CALICO("calico", "Calico", "calico-felix", Optional.of("calico"), "3.28.5") {
    @Override
    EngineProcess start(Path program, Cluster cluster, Path logs) {
      return EngineProcess.start(
          List.of(program.toString()),
          FelixSettings.environment(cluster.kubeconfig()),
          logs.resolve("felix.log"));
    }
  },
  CILIUM("cilium", "Cilium", "cilium-policy", Optional.of("cilium"), "1.20.2") {
    @Override
    Lab lab(Settings settings, Fabric fabric, Cluster cluster) {
      return new CiliumLab(cluster, settings.program());
    }
  },
  CILIUM_1_18("cilium-1.18", "Cilium", "cilium-policy-1.18", Optional.of("cilium"), "1.18.6") {
    @Override
    Lab lab(Settings settings, Fabric fabric, Cluster cluster) {
      return new CiliumLab(cluster, settings.program());
    }
  },
  CILIUM_AGENT("cilium-agent", "Cilium", "cilium-agent", Optional.of("cilium"), "1.20.2") {
    @Override
    Lab lab(Settings settings, Fabric fabric, Cluster cluster) {
      CiliumAgent agent =
          CiliumAgent.start(settings.program(), cluster, settings.output().resolve("agent.log"));
      return new PacketLab(
          fabric,
          agent.process(),
          _ -> agent.rests() ? SILENT : Optional.empty(),
          new Canary(cluster, true),
          agent);
    }
  };

  /** What kube-router prints when it begins to write all rules, and when it has. */
  private static final String WRITING = "Starting sync of iptables";

  private static final String WRITTEN = "sync iptables took";

  /** Of an engine that does not print when it writes rules. */
  private static final Optional<String> SILENT = Optional.of("");

  private final String label;
  private final String operatorEngine;
  private final String program;
  private final Optional<String> resources;
  private final String version;

  EngineKind(
      String label,
      String operatorEngine,
      String program,
      Optional<String> resources,
      String version) {
    this.label = label;
    this.operatorEngine = operatorEngine;
    this.program = program;
    this.resources = resources;
    this.version = version;
  }

  /** Its name in scenarios, files and on the command line. */
  String label() {
    return label;
  }

  /** What spec.instanceMetadata.engine says. */
  String operatorEngine() {
    return operatorEngine;
  }

  /** What it is built from. */
  GoModule module() {
    return GoModule.of(program);
  }

  /** The label of the engine of which this is another version; otherwise its own. */
  String family() {
    return resources.orElse(label);
  }

  /** What the cluster needs before the engine starts: definitions of kinds, and objects. */
  void prepare(Cluster cluster) {
    resources.ifPresent(name -> {
      cluster.applyDefinitions(Manifests.parse(Resources.read("engine/" + name + "-crds.yaml")));
      cluster.apply(
          Manifests.parse(Resources.read("engine/" + name + ".yaml").replace("VERSION", version)));
      Manifests.parse(Resources.read("engine/" + name + "-status.yaml"))
          .forEach(cluster::patchStatus);
    });
  }

  /** Starts the engine. */
  Lab lab(Settings settings, Fabric fabric, Cluster cluster) {
    EngineProcess process = start(settings.program(), cluster, settings.output());
    return packets(fabric, process, cluster);
  }

  /** The lab around an engine that finds pods by their links. */
  PacketLab packets(Fabric fabric, EngineProcess process, Cluster cluster) {
    return new PacketLab(
        fabric, process, this::lastWrite, new Canary(cluster, false), PodRuntime.NONE);
  }

  EngineProcess start(Path program, Cluster cluster, Path logs) {
    throw new UnsupportedOperationException("a library");
  }

  /**
   * How many random namespaces it may have at once. What kube-router does after each change grows
   * with the square of the number of pods: it looks for each chain that is no longer used in every
   * rule, and copies all rules for each pod.
   */
  int namespacesAtOnce() {
    return Integer.MAX_VALUE;
  }

  /**
   * Whether a pod reaches an address of the node although a policy closes its block: for Cilium a
   * node is an identity, and no block matches it.
   */
  boolean opensAddressesOfTheNode() {
    return operatorEngine.equals(Operator.CILIUM);
  }

  /**
   * What it printed when it had written its rules the last time; empty while it writes them.
   *
   * @param log the last lines that it has printed
   */
  Optional<String> lastWrite(String log) {
    return SILENT;
  }

  /**
   * Whether rules with named ports are open for other pods while the engine writes them.
   * kube-router has a set of pods for each number that a name has, and numbers the sets anew, in no
   * order, each time it writes all rules: until it has written the rules too, the pods of one
   * number are open on the port of another, with the operator and without it.
   */
  boolean mixesNamedPorts() {
    return false;
  }

  static EngineKind of(String label) {
    for (EngineKind kind : values()) {
      if (kind.label.equals(label)) {
        return kind;
      }
    }
    throw new LabException("no engine " + label);
  }
}
