package io.securitybaseline.controlplane;

import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.util.Base64;

/** Kubeconfigs for one API server, as YAML. */
record Kubeconfig(String server, X509Certificate authority) {

  String withCertificate(String user, Credentials credentials) {
    return with(
        user,
        """
            client-certificate-data: %s
            client-key-data: %s
        """
            .formatted(
                base64(Pem.of(credentials.certificate())), base64(Pem.of(credentials.key()))));
  }

  String withToken(String user, String token) {
    return with(user, "    token: %s\n".formatted(token));
  }

  private String with(String user, String secrets) {
    return """
    apiVersion: v1
    kind: Config
    current-context: control-plane
    clusters:
    - name: control-plane
      cluster:
        server: %1$s
        certificate-authority-data: %2$s
    contexts:
    - name: control-plane
      context:
        cluster: control-plane
        user: %3$s
    users:
    - name: %3$s
      user:
    %4$s\
    """
        .formatted(server, base64(Pem.of(authority)), quoted(user), secrets);
  }

  private static String quoted(String text) {
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.US_ASCII));
  }
}
