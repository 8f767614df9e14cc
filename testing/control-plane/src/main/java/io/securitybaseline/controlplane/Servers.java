package io.securitybaseline.controlplane;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;

/** The running servers: started in order, waited for, stopped together. */
final class Servers {
  private static final Duration READY_LIMIT = Duration.ofSeconds(90);
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(20);
  private static final int STOP_SECONDS = 20;

  private final Function<List<String>, ServerProcess> starter;
  private final ApiAccess api;
  private final List<String> apiServerCommand;
  private final ServerProcess etcd;
  private final Optional<ServerProcess> controllerManager;
  private ServerProcess apiServer;

  /**
   * The controller manager starts at once with the others: it waits for the API server by itself,
   * and loads while that one does.
   */
  private Servers(Launch launch, ApiAccess api, Function<List<String>, ServerProcess> starter) {
    this.starter = starter;
    this.api = api;
    this.apiServerCommand = launch.apiServer();
    this.etcd = starter.apply(launch.etcd());
    this.apiServer = starter.apply(apiServerCommand);
    this.controllerManager = launch.controllerManager().map(starter);
  }

  /** The command lines to run. */
  record Launch(
      List<String> etcd, List<String> apiServer, Optional<List<String>> controllerManager) {}

  /** Starts them all and waits until they are ready; leaves none behind if one fails. */
  static Servers start(Launch launch, ApiAccess api, DataFolder folder, Watchdog watchdog) {
    Servers servers =
        new Servers(launch, api, command -> ServerProcess.start(command, folder.path(), watchdog));
    try {
      servers.awaitReady();
      return servers;
    } catch (RuntimeException e) {
      servers.kill();
      throw e;
    }
  }

  /**
   * Returns when the API server calls itself ready, the namespace {@code default} exists and, with
   * a controller manager, has what a pod needs.
   */
  private void awaitReady() {
    awaitAnswer("/readyz", apiServer);
    awaitAnswer("/api/v1/namespaces/default", apiServer);
    controllerManager.ifPresent(server -> {
      awaitAnswer("/api/v1/namespaces/default/serviceaccounts/default", server);
      awaitAnswer("/api/v1/namespaces/default/configmaps/kube-root-ca.crt", server);
    });
  }

  synchronized void startApiServer() {
    if (!apiServer.isAlive()) {
      apiServer = starter.apply(apiServerCommand);
      awaitReady();
    }
  }

  synchronized void stopApiServer() {
    apiServer.stop(STOP_SECONDS);
  }

  synchronized void killApiServer() {
    apiServer.kill();
  }

  synchronized long apiServerPid() {
    return apiServer.pid();
  }

  long etcdPid() {
    return etcd.pid();
  }

  OptionalLong controllerManagerPid() {
    return controllerManager.stream().mapToLong(ServerProcess::pid).findFirst();
  }

  /** All at once and by SIGKILL: what they would tidy up is thrown away or survives a crash. */
  synchronized void kill() {
    controllerManager.ifPresent(ServerProcess::kill);
    apiServer.kill();
    etcd.kill();
  }

  private void awaitAnswer(String path, ServerProcess responsible) {
    long deadline = System.nanoTime() + READY_LIMIT.toNanos();
    try {
      while (!api.answers(path)) {
        etcd.requireAlive();
        apiServer.requireAlive();
        controllerManager.ifPresent(ServerProcess::requireAlive);
        if (System.nanoTime() > deadline) {
          throw responsible.failure(
              "did not bring about %s within %d s".formatted(path, READY_LIMIT.toSeconds()));
        }
        Thread.sleep(BETWEEN_LOOKS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ControlPlaneException("interrupted while waiting for " + path, e);
    }
  }
}
