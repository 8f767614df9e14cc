package io.securitybaseline.controlplane;

import io.securitybaseline.controlplane.ServerCommands.KeyFiles;
import java.net.URI;
import java.nio.file.Path;
import java.security.KeyPair;
import java.util.List;

/** Who is who in one control plane: certificates, the files the servers read, kubeconfigs. */
final class Identities {

  /** The group that RBAC never rejects. */
  private static final String MASTERS = "system:masters";

  private static final String ADMIN = "admin";

  private final URI server;
  private final Certificates certificates = new Certificates();
  private final Credentials admin = certificates.forClient(ADMIN, List.of(MASTERS));
  private final Kubeconfig kubeconfig;

  Identities(URI server) {
    this.server = server;
    this.kubeconfig = new Kubeconfig(server.toString(), certificates.authority());
  }

  String adminKubeconfig() {
    return kubeconfig.withCertificate(ADMIN, admin);
  }

  String kubeconfigFor(String user, List<String> groups) {
    return kubeconfig.withCertificate(user, certificates.forClient(user, groups));
  }

  String kubeconfigForServiceAccount(String namespace, String name, String token) {
    return kubeconfig.withToken("system:serviceaccount:" + namespace + ":" + name, token);
  }

  ApiAccess access() {
    return new ApiAccess(server, certificates.authority(), admin);
  }

  Path writeAdminKubeconfig(DataFolder folder) {
    return folder.write("kubeconfig", adminKubeconfig());
  }

  KeyFiles writeServerFiles(DataFolder folder) {
    Credentials apiServer = certificates.forApiServer(ServerCommands.SERVICE_ADDRESS);
    KeyPair serviceAccounts = Certificates.newEllipticKey();
    return new KeyFiles(
        folder.write("ca.crt", Pem.of(certificates.authority())),
        folder.write("kube-apiserver.crt", Pem.of(apiServer.certificate())),
        folder.write("kube-apiserver.key", Pem.of(apiServer.key())),
        folder.write("service-accounts.key", Pem.of(serviceAccounts.getPrivate())),
        folder.write("service-accounts.pub", Pem.of(serviceAccounts.getPublic())),
        folder.write(
            "kube-controller-manager.kubeconfig",
            // The name tells it apart in the audit log; the group spares it a dance of roles.
            kubeconfigFor("system:kube-controller-manager", List.of(MASTERS))));
  }
}
