package io.securitybaseline.demo;

import java.util.List;

/** Pods that break the Pod Security Standard, and the labels that warn of new ones. */
final class PodsScene {

  private static final String[] WORST = {
    "get",
    "sb",
    "default",
    "-o",
    "jsonpath={range .status.podSecurity.worst[*]}{.namespace}: {.reason}: {.message}{\"\\n\"}{end}"
  };

  private static final String[] LABELS = {
    "get",
    "namespace",
    "web",
    "-o",
    "jsonpath={.metadata.labels.pod-security\\.kubernetes\\.io/warn}{\"\\n\"}"
  };

  private PodsScene() {}

  static boolean play(Stage stage) {
    stage.heading("Pods: which ones the Pod Security Standard rejects, and what to set in each");
    boolean shown =
        stage.showAll(List.of(Step.of(WORST).until("web: "), Step.of(LABELS).until("restricted")));
    stage.remark("The labels warn and audit. The label enforce is set on request only, and only");
    stage.remark("where it rejects nothing that runs.");
    return shown;
  }
}
