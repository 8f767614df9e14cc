package io.securitybaseline.reconcile;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.securitybaseline.client.WatchAnswers;
import io.securitybaseline.control.Excerpt;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * Why kinds are not watched. The answer to the handshake of a watch has a code and no message, so
 * the API server is asked for a list of one object, which it rejects for the same reason.
 */
final class OutageCause {

  private static final int BYTES = 300;
  private static final String UNREACHABLE = "no connection to the API server";

  private static final String UNREADABLE =
      "the client gave the watch up because of an event that it cannot read, and starts it again";
  private static final String FLAPPING =
      "the API server lists the kind, but the watch does not stay open";

  private final UnaryOperator<String> get;
  private final WatchAnswers answers;

  /**
   * @param get reads a path of the API server
   */
  OutageCause(UnaryOperator<String> get, WatchAnswers answers) {
    this.get = get;
    this.answers = answers;
  }

  static OutageCause asking(KubernetesClient client, WatchAnswers answers) {
    return new OutageCause(path -> client.raw(path, "GET", null), answers);
  }

  /**
   * The cause for each of the kinds, as one bounded line; one question if no answer comes. A kind
   * whose watches are open again has none: they have recovered, or are asked about when they are
   * found closed.
   */
  Map<String, String> of(List<WatchedSource> sources, Set<String> kinds) {
    Map<String, String> causes = new HashMap<>();
    Optional<String> unreachable = Optional.empty();
    for (WatchedSource source : sources) {
      if (!kinds.contains(source.kind()) || source.isOpen(answers)) {
        continue;
      }
      String cause = unreachable.orElseGet(() -> of(source.paths(), source.isStopped()));
      if (cause.startsWith(UNREACHABLE)) {
        unreachable = Optional.of(cause);
      }
      causes.put(source.kind(), cause);
    }
    return causes;
  }

  /**
   * The first rejection; else what is known of the watch itself.
   *
   * @param stopped whether the client has ended the watch
   */
  String of(List<String> paths, boolean stopped) {
    return paths.stream()
        .flatMap(path -> rejection(path).stream())
        .findFirst()
        .orElseGet(() -> stopped ? UNREADABLE : answered(paths));
  }

  private String answered(List<String> paths) {
    return paths.stream()
        .flatMap(path -> answers.last(path).stream())
        .map(WatchAnswers.Answer::code)
        .filter(code -> code >= 300)
        .findFirst()
        .map("the API server answers HTTP %d to the watch, and lists the kind"::formatted)
        .orElse(FLAPPING);
  }

  private Optional<String> rejection(String path) {
    try {
      var _ = get.apply(question(path));
      return Optional.empty();
    } catch (KubernetesClientException e) {
      return Optional.of(Excerpt.of(sentence(e), BYTES));
    }
  }

  private static String question(String path) {
    int query = path.indexOf('=');
    return query < 0
        ? path + "?limit=1"
        : path.substring(0, query + 1)
            + URLEncoder.encode(path.substring(query + 1), StandardCharsets.UTF_8)
            + "&limit=1";
  }

  private static String sentence(KubernetesClientException e) {
    if (e.getCode() <= 0) {
      Throwable root = e;
      while (root.getCause() != null) {
        root = root.getCause();
      }
      return "%s: %s".formatted(UNREACHABLE, ErrorText.describe(root));
    }
    String message =
        e.getStatus() == null || e.getStatus().getMessage() == null
            ? String.valueOf(e.getMessage())
            : e.getStatus().getMessage();
    return "the API server answers HTTP %d, %s".formatted(e.getCode(), ErrorText.line(message));
  }
}
