package io.securitybaseline.controlplane;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How a control plane is to be; {@link ControlPlane#builder()} makes one with the usual answers.
 */
public final class ControlPlaneBuilder {
  private Optional<Path> dataFolder = Optional.empty();
  private Optional<Integer> apiServerPort = Optional.empty();
  private boolean controllerManager = true;
  private boolean auditLog;
  private final List<String> apiServerFlags = new ArrayList<>();

  ControlPlaneBuilder() {}

  /**
   * Keeps everything in this folder, which is created if missing and not deleted at the end; etcd
   * goes on with data that it finds there. Otherwise: a temporary folder, deleted at the end. A
   * path of more than some 90 bytes is too long for the socket within.
   */
  public ControlPlaneBuilder dataFolder(Path folder) {
    dataFolder = Optional.of(folder);
    return this;
  }

  /** Listens on this port of the loopback interface. Otherwise: on a free one. */
  public ControlPlaneBuilder apiServerPort(int port) {
    apiServerPort = Optional.of(port);
    return this;
  }

  /**
   * Does without kube-controller-manager, which makes the start quicker and leaves the processors
   * to a benchmark. Then deleted namespaces stay, owned objects outlive their owners, aggregated
   * cluster roles stay empty, and no namespace gets its default service account.
   */
  public ControlPlaneBuilder withoutControllerManager() {
    controllerManager = false;
    return this;
  }

  /**
   * Writes an audit log at level Metadata, {@link ControlPlane#auditLog()}: one line of JSON with
   * stage {@code ResponseComplete} for each request that is over. Otherwise: none.
   */
  public ControlPlaneBuilder withAuditLog() {
    auditLog = true;
    return this;
  }

  /** Adds flags to kube-apiserver's own, each as {@code --name=value}; the last of a name wins. */
  public ControlPlaneBuilder apiServerFlags(String... flags) {
    apiServerFlags.addAll(List.of(flags));
    return this;
  }

  /**
   * Starts the control plane and returns when it is ready, after a few seconds.
   *
   * @throws ControlPlaneException if a binary cannot be had or a server does not start; nothing is
   *     left running
   */
  public ControlPlane start() {
    return ControlPlane.start(
        new Options(dataFolder, apiServerPort, controllerManager, auditLog, apiServerFlags));
  }

  record Options(
      Optional<Path> dataFolder,
      Optional<Integer> apiServerPort,
      boolean controllerManager,
      boolean auditLog,
      List<String> apiServerFlags) {

    Options {
      apiServerFlags = List.copyOf(apiServerFlags);
    }
  }
}
