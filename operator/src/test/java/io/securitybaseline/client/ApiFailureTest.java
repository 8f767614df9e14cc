package io.securitybaseline.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.StatusBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpConnectTimeoutException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.UnresolvedAddressException;
import java.security.cert.CertificateException;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ApiFailureTest {

  static Stream<Arguments> causes() {
    return Stream.of(
        Arguments.of(
            initCause(new ConnectException(), new ClosedChannelException()), "connection refused"),
        Arguments.of(
            initCause(
                new ConnectException(),
                initCause(new ConnectException(), new UnresolvedAddressException())),
            "its name cannot be resolved"),
        Arguments.of(new HttpConnectTimeoutException("slow"), "no answer in time"),
        Arguments.of(
            initCause(
                new SSLHandshakeException("PKIX path building failed"),
                new CertificateException("no trust anchor")),
            "its certificate is not trusted (no trust anchor)"),
        Arguments.of(new SSLException("plain text"), "no TLS connection (plain text)"),
        Arguments.of(new IOException("broken pipe"), "broken pipe"));
  }

  @ParameterizedTest
  @MethodSource("causes")
  void theInnermostCauseIsNamedAndTheFix(Throwable cause, String words) {
    KubernetesClientException e =
        new KubernetesClientException("Operation: [get] failed.", new IOException(cause));

    assertThat(ApiFailure.of(e, config()).lines())
        .singleElement()
        .asString()
        .startsWith("cannot reach the API server at https://one.example/: " + words)
        .endsWith("choose another cluster with --kubeconfig or --context");
  }

  @ParameterizedTest
  @CsvSource({
    "401, does not accept the credentials",
    "403, denies access: no pods for you",
    "500, answers 500"
  })
  void whatTheServerSaysIsPassedOn(int code, String words) {
    KubernetesClientException e =
        new KubernetesClientException(
            new StatusBuilder().withCode(code).withMessage("no pods for you").build());

    assertThat(ApiFailure.of(e, config())).hasMessageContaining(words);
  }

  private static Config config() {
    Config config = Config.empty();
    config.setMasterUrl("https://one.example/");
    return config;
  }

  private static <T extends Throwable> T initCause(T failure, Throwable cause) {
    failure.initCause(cause);
    return failure;
  }
}
