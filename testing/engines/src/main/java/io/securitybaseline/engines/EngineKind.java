package io.securitybaseline.engines;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The engines of the lab. */
enum EngineKind {
  KUBE_ROUTER(
      "kube-router",
      "Other",
      "kube-router",
      "github.com/cloudnativelabs/kube-router/v2/cmd/kube-router",
      Optional.empty()) {
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
              "--hostname-override=" + Cluster.NODE,
              "--kubeconfig=" + cluster.kubeconfig()),
          Map.of(),
          logs.resolve("kube-router.log"));
    }
  },
  CALICO(
      "calico",
      "Calico",
      "calico-felix",
      "github.com/projectcalico/calico/felix/cmd/calico-felix",
      Optional.of("calico")) {
    @Override
    EngineProcess start(Path program, Cluster cluster, Path logs) {
      return EngineProcess.start(
          List.of(program.toString()),
          FelixSettings.environment(cluster.kubeconfig()),
          logs.resolve("felix.log"));
    }
  },
  CILIUM("cilium", "Cilium", "cilium-policy", ".", Optional.of("cilium")) {
    @Override
    Lab lab(Settings settings, Fabric fabric, Cluster cluster) {
      return new CiliumLab(cluster, settings.program());
    }

    @Override
    EngineProcess start(Path program, Cluster cluster, Path logs) {
      throw new UnsupportedOperationException("a library");
    }
  };

  private final String label;
  private final String operatorEngine;
  private final String program;
  private final String goPackage;
  private final Optional<String> resources;

  EngineKind(
      String label,
      String operatorEngine,
      String program,
      String goPackage,
      Optional<String> resources) {
    this.label = label;
    this.operatorEngine = operatorEngine;
    this.program = program;
    this.goPackage = goPackage;
    this.resources = resources;
  }

  /** Its name in scenarios, files and on the command line. */
  String label() {
    return label;
  }

  /** What spec.instanceMetadata.engine says. */
  String operatorEngine() {
    return operatorEngine;
  }

  /** What it is built from; the folder of the module has its name. */
  GoModule module() {
    return new GoModule(label, program, goPackage);
  }

  /** What the cluster needs before the engine starts: definitions of kinds, and objects. */
  void prepare(Cluster cluster) {
    resources.ifPresent(name -> {
      cluster.applyDefinitions(Manifests.parse(Resources.read("engine/" + name + "-crds.yaml")));
      cluster.apply(Manifests.parse(Resources.read("engine/" + name + ".yaml")));
      Manifests.parse(Resources.read("engine/" + name + "-status.yaml"))
          .forEach(cluster::patchStatus);
    });
  }

  /** Starts the engine. */
  Lab lab(Settings settings, Fabric fabric, Cluster cluster) {
    return new PacketLab(fabric, start(settings.program(), cluster, settings.output()), cluster);
  }

  abstract EngineProcess start(Path program, Cluster cluster, Path logs);

  static EngineKind of(String label) {
    for (EngineKind kind : values()) {
      if (kind.label.equals(label)) {
        return kind;
      }
    }
    throw new LabException("no engine " + label);
  }
}
