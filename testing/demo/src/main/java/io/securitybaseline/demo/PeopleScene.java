package io.securitybaseline.demo;

import java.util.List;

/** A person holds a role by name, and a group takes it over in one write. */
final class PeopleScene {

  private static final String GROUP = "9c1d5b6e-7f00-4f4f-9a34-2d0f6d1a7c11";

  /** Azure and Microsoft Graph cannot be asked here, so the spec has to confirm both. */
  private static final String MAPPING =
      "{\"spec\":{\"groupBindings\":{\"entraIntegration\":\"Assume\",\"membership\":\"Assume\","
          + "\"groups\":[{\"objectId\":\""
          + GROUP
          + "\",\"displayName\":\"team-web-dev\",\"users\":[\"*@contoso.com\"],"
          + "\"roles\":[{\"kind\":\"ClusterRole\",\"name\":\"edit\"}]}]}}}";

  private static final String[] BINDING = {"get", "rolebinding", "devs", "-n", "web", "-o", "wide"};

  private static final String[] WORST = {
    "get",
    "sb",
    "default",
    "-o",
    "jsonpath={range .status.groupBindings.worst[*]}{.namespace}/{.binding}: {.reason}:"
        + " {.message}{\"\\n\"}{end}"
  };

  private PeopleScene() {}

  static boolean play(Stage stage) {
    stage.heading("Users: a group replaces the users of a role binding, in one write");
    boolean shown =
        stage.showAll(
            List.of(
                Step.of(WORST).until("web/devs: NoGroup"),
                Step.of(BINDING).until("alice@contoso.com"),
                Step.of("patch", "sb", "default", "--type=merge", "-p=" + MAPPING),
                Step.of(BINDING).until(GROUP)));
    stage.remark("No moment without access, and a record in the binding for the command rollback.");
    return shown;
  }
}
