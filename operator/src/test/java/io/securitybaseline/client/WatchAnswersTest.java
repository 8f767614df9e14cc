package io.securitybaseline.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.securitybaseline.client.WatchAnswers.Answer;
import java.net.URI;
import org.junit.jupiter.api.Test;

class WatchAnswersTest {
  private static final URI PODS =
      URI.create("https://server:6443/api/v1/pods?timeoutSeconds=600&watch=true");
  private static final URI ONE_CRD =
      URI.create(
          "https://server:6443/apis/apiextensions.k8s.io/v1/customresourcedefinitions"
              + "?fieldSelector=metadata.name%3Da.example.com&watch=true");

  private final WatchAnswers answers = new WatchAnswers();

  @Test
  void onlyRequestsForWatchesCount() {
    assertThat(WatchAnswers.isWatch(PODS)).isTrue();
    assertThat(WatchAnswers.isWatch(URI.create("https://server/api/v1/pods?limit=500"))).isFalse();
    assertThat(WatchAnswers.isWatch(URI.create("https://server/api/v1/pods"))).isFalse();
  }

  @Test
  void streamIsOpenUntilItEnds() {
    answers.opened(PODS);
    assertThat(answers.last("/api/v1/pods")).contains(new Answer(200, true));

    answers.ended(PODS);
    assertThat(answers.last("/api/v1/pods")).contains(new Answer(200, false));

    answers.answered(PODS, 403);
    assertThat(answers.last("/api/v1/pods")).contains(new Answer(403, false));
    answers.failed(PODS);
    assertThat(answers.last("/api/v1/pods")).contains(new Answer(0, false));
  }

  @Test
  void watchesOfSingleObjectsAreReportedApart() {
    answers.answered(ONE_CRD, 403);

    String path = "/apis/apiextensions.k8s.io/v1/customresourcedefinitions";
    assertThat(answers.last(WatchAnswers.key(path, "metadata.name=a.example.com"))).isPresent();
    assertThat(answers.last(path)).isEmpty();
  }
}
