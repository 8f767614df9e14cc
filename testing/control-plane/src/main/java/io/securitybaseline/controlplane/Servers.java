package io.securitybaseline.controlplane;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;

/** The running servers: started in order, waited for, ended together. */
final class Servers {
  private static final Duration READY_LIMIT = Duration.ofSeconds(90);
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(20);

  /** An API server that is asked to leave waits a minute for open watches; nobody else wants to. */
  private static final int STOP_SECONDS = 2;

  private final Launch launch;
  private final Function<List<String>, ServerProcess> starter;
  private final ApiAccess api;
  private final ServerProcess etcd;
  private ServerProcess apiServer;
  private Optional<ServerProcess> controllerManager = Optional.empty();

  private Servers(Launch launch, ApiAccess api, Function<List<String>, ServerProcess> starter) {
    this.launch = launch;
    this.starter = starter;
    this.api = api;
    this.etcd = starter.apply(launch.etcd());
    this.apiServer = starter.apply(launch.apiServer());
  }

  /** The command lines to run. */
  record Launch(
      List<String> etcd, List<String> apiServer, Optional<List<String>> controllerManager) {}

  /** Starts them all and waits until they are ready; leaves none behind if one fails. */
  static Servers start(Launch launch, ApiAccess api, DataFolder folder, Watchdog watchdog) {
    Servers servers =
        new Servers(launch, api, command -> ServerProcess.start(command, folder.path(), watchdog));
    try {
      servers.awaitApiServer();
      servers.startControllerManager();
      return servers;
    } catch (RuntimeException e) {
      servers.kill();
      throw e;
    }
  }

  synchronized void restartApiServer() {
    apiServer.stop(STOP_SECONDS);
    startApiServer();
  }

  /** Starts the API server, unless it runs, and waits for it. */
  synchronized void startApiServer() {
    if (!apiServer.isAlive()) {
      apiServer = starter.apply(launch.apiServer());
      awaitApiServer();
    }
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

  synchronized OptionalLong controllerManagerPid() {
    return controllerManager.stream().mapToLong(ServerProcess::pid).findFirst();
  }

  /** By SIGKILL: what they would tidy up is thrown away or made to survive a crash. */
  synchronized void kill() {
    controllerManager.ifPresent(ServerProcess::kill);
    apiServer.kill();
    etcd.kill();
  }

  private synchronized void awaitApiServer() {
    awaitAnswer("/readyz", apiServer);
    awaitAnswer("/api/v1/namespaces/default", apiServer);
  }

  /**
   * Starts it, if it is wanted, and waits until a pod could be created. Not sooner, for it looks
   * for the API server only once a second.
   */
  private synchronized void startControllerManager() {
    controllerManager = launch.controllerManager().map(starter);
    controllerManager.ifPresent(server -> {
      awaitAnswer("/api/v1/namespaces/default/serviceaccounts/default", server);
      awaitAnswer("/api/v1/namespaces/default/configmaps/kube-root-ca.crt", server);
    });
  }

  private void awaitAnswer(String path, ServerProcess responsible) {
    long deadline = System.nanoTime() + READY_LIMIT.toNanos();
    try {
      while (!api.answers(path)) {
        etcd.requireAlive();
        apiServer.requireAlive();
        controllerManager.ifPresent(ServerProcess::requireAlive);
        if (System.nanoTime() - deadline > 0) {
          throw responsible.failure(
              "did not reach %s within %d s".formatted(path, READY_LIMIT.toSeconds()));
        }
        Thread.sleep(BETWEEN_LOOKS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ControlPlaneException("interrupted while waiting for " + path, e);
    }
  }
}
