package io.securitybaseline.demo;

import java.util.List;

/** A role that grants too much, and the narrower rule in its place. */
final class PrivilegeScene {

  private static final String[] WORST = {
    "get",
    "sb",
    "default",
    "-o",
    "jsonpath={range .status.leastPrivilege.worst[*]}{.namespace} {.role}: {.reason}:"
        + " {.message}{\"\\n\"}{end}"
  };

  private static final String[] CONDITION = {
    "get",
    "sb",
    "default",
    "-o",
    "jsonpath={range .status.conditions[?(@.type==\"LeastPrivilegeMet\")]}{.status}"
        + " ({.reason}) {.message}{\"\\n\"}{end}"
  };

  private static final String NARROWER =
      "-p=[{\"op\":\"replace\",\"path\":\"/rules/0/verbs\",\"value\":[\"get\",\"patch\"]}]";

  private PrivilegeScene() {}

  static boolean play(Stage stage) {
    stage.heading(
        "Least privilege: a role with a wildcard, who holds it, and what to grant instead");
    boolean shown =
        stage.showAll(
            List.of(
                Step.of(WORST).until("web Role/deployer: WildcardRule"),
                Step.of("patch", "role", "deployer", "-n", "web", "--type=json", NARROWER),
                Step.of(CONDITION).until("True")));
    stage.remark("This control only reports: who holds which role is for its owner to change.");
    return shown;
  }
}
