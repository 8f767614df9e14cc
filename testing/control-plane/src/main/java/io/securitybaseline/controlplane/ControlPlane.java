package io.securitybaseline.controlplane;

import io.securitybaseline.controlplane.ControlPlaneBuilder.Options;
import io.securitybaseline.controlplane.ServerCommands.AuditFiles;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.random.RandomGenerator;

/**
 * A real Kubernetes 1.36 control plane of this machine's own: etcd, kube-apiserver with RBAC and
 * kube-controller-manager, on the loopback interface. There are no nodes: pods are stored and never
 * run.
 *
 * <p>The servers end with {@link #close()}, with the JVM, and when the JVM is killed. All methods
 * may be called from any thread, and throw {@link ControlPlaneException} when something fails.
 *
 * <p>Two things take the time they take in any cluster: a namespace is gone no sooner than five
 * seconds after its deletion, and garbage collection notices a new kind of object within half a
 * minute.
 */
public final class ControlPlane implements AutoCloseable {
  private static final Duration TOKEN_LIFETIME = Duration.ofHours(24);
  private static final int KUBECTL_SECONDS = 300;

  private final ControlPlaneBinaries binaries;
  private final Optional<LoopbackPort> reservedPort;
  private final URI server;
  private final DataFolder folder;
  private final Identities identities;
  private final Path kubeconfigFile;
  private final Optional<AuditFiles> audit;
  private final ApiAccess api;
  private final Watchdog watchdog;
  private final Servers servers;
  private final Thread shutdownHook = new Thread(this::release, "control-plane-shutdown");
  private boolean released;

  private ControlPlane(ControlPlaneBinaries binaries, Options options) {
    this.binaries = binaries;
    reservedPort =
        options.apiServerPort().isPresent()
            ? Optional.empty()
            : Optional.of(LoopbackPort.reserve(RandomGenerator.getDefault()));
    int port = options.apiServerPort().orElseGet(() -> reservedPort.orElseThrow().number());
    server = URI.create("https://127.0.0.1:" + port);
    folder = DataFolder.of(options.dataFolder());
    identities = new Identities(server);
    kubeconfigFile = identities.writeAdminKubeconfig(folder);
    audit = options.auditLog() ? Optional.of(AuditFiles.in(folder)) : Optional.empty();
    ServerCommands commands =
        new ServerCommands(binaries, folder, port, identities.writeServerFiles(folder));
    Servers.Launch launch =
        new Servers.Launch(
            commands.etcd(),
            commands.apiServer(audit, options.apiServerFlags()),
            options.controllerManager()
                ? Optional.of(commands.controllerManager())
                : Optional.empty());
    api = identities.access();
    watchdog = Watchdog.start(folder.ifTemporary());
    try {
      servers = Servers.start(launch, api, folder, watchdog);
    } catch (RuntimeException e) {
      watchdog.close();
      api.close();
      reservedPort.ifPresent(LoopbackPort::close);
      throw e;
    }
  }

  /** Starts one with the usual answers: temporary folder, free port, controllers, no audit log. */
  public static ControlPlane start() {
    return builder().start();
  }

  /** For one that is to be different; end with {@link ControlPlaneBuilder#start()}. */
  public static ControlPlaneBuilder builder() {
    return new ControlPlaneBuilder();
  }

  /**
   * The one that all tests of this JVM may share, started at the first call and closed with the
   * JVM. It has an audit log. Tests keep apart by namespaces of their own and do not close it.
   */
  public static ControlPlane shared() {
    return Shared.CONTROL_PLANE;
  }

  static ControlPlane start(Options options) {
    ControlPlane started = new ControlPlane(ControlPlaneBinaries.find(), options);
    Runtime.getRuntime().addShutdownHook(started.shutdownHook);
    return started;
  }

  /** A kubeconfig, as YAML, of an administrator whom RBAC never rejects. */
  public String adminKubeconfig() {
    return identities.adminKubeconfig();
  }

  /** The file, readable by its owner only, that holds {@link #adminKubeconfig()}. */
  public Path kubeconfigFile() {
    return kubeconfigFile;
  }

  /**
   * A kubeconfig, as YAML, of a user with a client certificate. Users need not be created: a name
   * and groups are all there is to one, and RBAC decides what they may do.
   */
  public String kubeconfigFor(String user, List<String> groups) {
    return identities.kubeconfigFor(user, groups);
  }

  /**
   * A kubeconfig, as YAML, of an existing service account, with a token that is good for 24 hours.
   *
   * @throws ControlPlaneException if there is no such service account
   */
  public String kubeconfigForServiceAccount(String namespace, String name) {
    return identities.kubeconfigForServiceAccount(
        namespace, name, api.tokenFor(namespace, name, TOKEN_LIFETIME));
  }

  /** Runs kubectl as administrator and waits for it, five minutes at most. */
  public KubectlResult kubectl(String... arguments) {
    return kubectlWithInput("", arguments);
  }

  /** The same with a standard input, as for {@code apply -f -}. */
  public KubectlResult kubectlWithInput(String stdin, String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(binaries.kubectl().toString());
    command.add("--cache-dir=" + folder.resolve("kubectl-cache"));
    command.addAll(List.of(arguments));
    ShortCommand.Outcome outcome =
        new ShortCommand(
                command,
                Path.of(""),
                Map.of("KUBECONFIG", kubeconfigFile.toString(), "KUBERC", "off"))
            .run(stdin, KUBECTL_SECONDS);
    return new KubectlResult(outcome.exitCode(), outcome.stdout(), outcome.stderr());
  }

  /** Where kubectl is, for callers that run it themselves. */
  public Path kubectlPath() {
    return binaries.kubectl();
  }

  /** The API server's address, {@code https://127.0.0.1:port}; it stays over restarts. */
  public URI apiServerUrl() {
    return server;
  }

  /** Keys, logs ({@code kube-apiserver.log} and so on) and etcd's data. */
  public Path dataFolder() {
    return folder.path();
  }

  /**
   * The audit log, JSON lines; see {@link ControlPlaneBuilder#withAuditLog()}.
   *
   * @throws IllegalStateException if this control plane was started without one
   */
  public Path auditLog() {
    return audit
        .map(AuditFiles::log)
        .orElseThrow(
            () -> new IllegalStateException("no audit log: start with builder().withAuditLog()"));
  }

  /**
   * Stops the API server, by SIGTERM first, and starts it again: same address, same data. Returns
   * when it is ready.
   */
  public void restartApiServer() {
    servers.restartApiServer();
  }

  /** Ends the API server by SIGKILL; what it had answered is in etcd. */
  public void killApiServer() {
    servers.killApiServer();
  }

  /** Starts the API server after {@link #killApiServer()} and waits until it is ready. */
  public void startApiServer() {
    servers.startApiServer();
  }

  /** The process to account processor time to; another one after each start. */
  public long apiServerPid() {
    return servers.apiServerPid();
  }

  /** The process to account processor time to. */
  public long etcdPid() {
    return servers.etcdPid();
  }

  /** The process to account processor time to, unless started without it. */
  public OptionalLong controllerManagerPid() {
    return servers.controllerManagerPid();
  }

  /** Ends the servers by SIGKILL and deletes the data folder if it is temporary. */
  @Override
  public void close() {
    release();
    try {
      Runtime.getRuntime().removeShutdownHook(shutdownHook);
    } catch (IllegalStateException e) {
      // The JVM is already ending, and the hook will find that there is nothing left to do.
      return;
    }
  }

  private synchronized void release() {
    if (!released) {
      released = true;
      servers.kill();
      watchdog.close();
      api.close();
      folder.deleteIfTemporary();
      reservedPort.ifPresent(LoopbackPort::close);
    }
  }

  private static final class Shared {
    static final ControlPlane CONTROL_PLANE = builder().withAuditLog().start();

    private Shared() {}
  }
}
