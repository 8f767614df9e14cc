package io.securitybaseline.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.StatusBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.securitybaseline.client.WatchAnswers;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class OutageCauseTest {
  private static final String PODS = "/api/v1/pods";

  private final WatchAnswers answers = new WatchAnswers();
  private final List<String> asked = new ArrayList<>();

  @Test
  void theServersMessageIsPassedOnInOneBoundedLine() {
    String message = "pods is forbidden\n" + "x".repeat(5000);

    assertThat(cause(path -> reject(403, message)))
        .startsWith("the API server answers HTTP 403, pods is forbidden xxx")
        .hasSizeLessThan(350);
    assertThat(asked).containsExactly("/api/v1/pods?limit=1");
  }

  @Test
  void selectorIsSentAsItIsInTheWatch() {
    new OutageCause(ask(_ -> "{}"), answers)
        .of(List.of(WatchAnswers.key("/apis/x/v1/ys", "metadata.name=z")), false);

    assertThat(asked).containsExactly("/apis/x/v1/ys?fieldSelector=metadata.name%3Dz&limit=1");
  }

  @Test
  void serverThatDoesNotAnswerIsReportedApart() {
    assertThat(
            cause(_ -> {
              throw new KubernetesClientException(
                  "An error has occurred.", new IOException("Connection refused"));
            }))
        .isEqualTo("no connection to the API server: IOException: Connection refused");
  }

  @Test
  void whereTheListIsAnsweredTheAnswerToTheWatchCounts() {
    assertThat(cause(_ -> "{}"))
        .isEqualTo("the API server lists the kind, but the watch does not stay open");

    answers.answered(URI.create("https://server" + PODS + "?watch=true"), 429);
    assertThat(cause(_ -> "{}"))
        .isEqualTo("the API server answers HTTP 429 to the watch, and lists the kind");
  }

  @Test
  void watchThatTheClientGaveUpIsReportedApart() {
    assertThat(new OutageCause(ask(_ -> "{}"), answers).of(List.of(PODS), true))
        .startsWith("the client gave the watch up");
  }

  private String cause(UnaryOperator<String> server) {
    return new OutageCause(ask(server), answers).of(List.of(PODS), false);
  }

  private UnaryOperator<String> ask(UnaryOperator<String> server) {
    return path -> {
      asked.add(path);
      return server.apply(path);
    };
  }

  private static String reject(int code, String message) {
    throw new KubernetesClientException(
        new StatusBuilder().withCode(code).withMessage(message).build());
  }
}
