package io.securitybaseline.controlplane;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The command lines of the three servers. */
record ServerCommands(
    ControlPlaneBinaries binaries, DataFolder folder, int apiServerPort, KeyFiles keys) {

  /** The service range, and the address in it that the {@code kubernetes} service gets. */
  static final String SERVICE_RANGE = "10.0.0.0/24";

  static final String SERVICE_ADDRESS = "10.0.0.1";

  /** Audit logs must not be rotated away while a benchmark counts; in megabytes. */
  private static final int AUDIT_LOG_LIMIT = 8192;

  /**
   * What makes objects come and go as they do in a cluster, and nothing that would run workloads:
   * there is no node to run them.
   */
  private static final List<String> CONTROLLERS =
      List.of(
          "namespace-controller",
          "serviceaccount-controller",
          "serviceaccount-token-controller",
          "garbage-collector-controller",
          "clusterrole-aggregation-controller",
          "root-ca-certificate-publisher-controller");

  /** The files that the servers read their keys and certificates from. */
  record KeyFiles(
      Path authority,
      Path serverCertificate,
      Path serverKey,
      Path serviceAccountKey,
      Path serviceAccountPublicKey,
      Path controllerManagerKubeconfig) {}

  /**
   * etcd talks to the API server through a socket in the data folder, which no other process can
   * have taken. The peer socket, of which etcd wants a host and a port, lands beside it as {@code
   * peer:0}, for the server runs in that folder.
   */
  List<String> etcd() {
    return List.of(
        binaries.etcd().toString(),
        "--name=default",
        "--data-dir=" + folder.resolve("etcd"),
        "--listen-client-urls=" + etcdSocket(),
        "--advertise-client-urls=unix://etcd:0",
        "--listen-peer-urls=unix://peer:0",
        "--initial-advertise-peer-urls=unix://peer:0",
        "--initial-cluster=default=unix://peer:0",
        "--unsafe-no-fsync",
        "--quota-backend-bytes=8589934592",
        "--log-level=warn");
  }

  List<String> apiServer(Optional<AuditFiles> audit, List<String> extraFlags) {
    List<String> command = new ArrayList<>();
    command.add(binaries.kubeApiServer().toString());
    command.addAll(
        List.of(
            "--etcd-servers=" + etcdSocket(),
            "--bind-address=127.0.0.1",
            "--advertise-address=127.0.0.1",
            "--secure-port=" + apiServerPort,
            "--cert-dir=" + folder.path(),
            "--tls-cert-file=" + keys.serverCertificate(),
            "--tls-private-key-file=" + keys.serverKey(),
            "--client-ca-file=" + keys.authority(),
            "--service-account-issuer=https://kubernetes.default.svc",
            "--service-account-key-file=" + keys.serviceAccountPublicKey(),
            "--service-account-signing-key-file=" + keys.serviceAccountKey(),
            "--authorization-mode=RBAC",
            "--service-cluster-ip-range=" + SERVICE_RANGE,
            "--allow-privileged",
            // It would refuse to publish a loopback address, once a second and in red.
            "--endpoint-reconciler-type=none"));
    audit.ifPresent(files ->
        command.addAll(
            List.of(
                "--audit-policy-file=" + files.policy(),
                "--audit-log-path=" + files.log(),
                "--audit-log-maxsize=" + AUDIT_LOG_LIMIT)));
    command.addAll(extraFlags);
    return command;
  }

  /** Without a port of its own: what it does is seen in the API. */
  List<String> controllerManager() {
    return List.of(
        binaries.kubeControllerManager().toString(),
        "--kubeconfig=" + keys.controllerManagerKubeconfig(),
        "--controllers=" + String.join(",", CONTROLLERS),
        "--root-ca-file=" + keys.authority(),
        "--service-account-private-key-file=" + keys.serviceAccountKey(),
        "--leader-elect=false",
        "--secure-port=0",
        "--concurrent-namespace-syncs=50",
        "--kube-api-qps=1000",
        "--kube-api-burst=2000");
  }

  /** The policy that the API server reads and the log that it writes. */
  record AuditFiles(Path policy, Path log) {

    static AuditFiles in(DataFolder folder) {
      return new AuditFiles(folder.writeResource("audit-policy.yaml"), folder.resolve("audit.log"));
    }
  }

  private String etcdSocket() {
    return "unix://" + folder.resolve("etcd.sock");
  }
}
