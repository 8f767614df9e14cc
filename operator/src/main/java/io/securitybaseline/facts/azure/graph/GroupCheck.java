package io.securitybaseline.facts.azure.graph;

import com.fasterxml.jackson.databind.JsonNode;
import io.securitybaseline.facts.azure.directory.GroupState;
import io.securitybaseline.facts.azure.graph.GraphCall.Response;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Finds out about one group by three calls: the group itself, whether it has a member, and whether
 * a group in it hides its members.
 */
final class GroupCheck {

  private static final String HIDDEN = "HiddenMembership";

  /** Pages may be empty although more follow. */
  private static final int MOST_PAGES = 5;

  private final String id;
  private final GraphRound round;
  private Optional<GroupState> settled = Optional.empty();
  private Optional<Boolean> securityEnabled = Optional.empty();
  private boolean hidesMembers;
  private Optional<Boolean> hasMembers = Optional.empty();
  private boolean groupsRead;
  private int pages;

  GroupCheck(String id, GraphRound round) {
    this.id = id;
    this.round = round;
  }

  void begin() {
    String group = "/groups/" + id;
    round.add(GraphCall.get(group + "?$select=id,securityEnabled,visibility", this::readGroup));
    round.add(
        GraphCall.get(
            group + "/transitiveMembers?$select=id&$top=1",
            response -> read(response, this::readMembers)));
    round.add(
        GraphCall.query(
            group
                + "/transitiveMembers/microsoft.graph.group?$select=id,visibility&$count=true&$top=999",
            response -> read(response, this::readGroups)));
  }

  /** What is known; empty if it has to be asked again. */
  Optional<GroupState> result() {
    if (settled.isPresent()) {
      return settled;
    }
    if (securityEnabled.isEmpty() || hasMembers.isEmpty() || !groupsRead) {
      return Optional.empty();
    }
    if (!securityEnabled.get()) {
      return Optional.of(new GroupState.NotSecurityEnabled());
    }
    return Optional.of(
        hasMembers.get() || hidesMembers
            ? new GroupState.Usable(hidesMembers)
            : new GroupState.Empty());
  }

  private void readGroup(Response response) {
    if (response.isNotFound()) {
      settled = Optional.of(new GroupState.Missing());
    } else if (!response.isOk() || !response.body().has("securityEnabled")) {
      unknown(response);
    } else {
      securityEnabled = Optional.of(response.body().path("securityEnabled").asBoolean());
      hidesMembers |= isHidden(response.body());
    }
  }

  private void read(Response response, Consumer<JsonNode> list) {
    if (response.isOk()) {
      list.accept(response.body());
    } else if (!response.isNotFound()) {
      unknown(response);
    }
  }

  private void readMembers(JsonNode page) {
    if (!page.path("value").isEmpty()) {
      hasMembers = Optional.of(true);
    } else if (!goOn(page, this::readMembers, false)) {
      hasMembers = Optional.of(page.has("@odata.nextLink"));
    }
  }

  private void readGroups(JsonNode page) {
    for (JsonNode group : page.path("value")) {
      hidesMembers |= isHidden(group);
    }
    if (!goOn(page, this::readGroups, true)) {
      // What was not read may hide members.
      hidesMembers |= page.has("@odata.nextLink");
      groupsRead = true;
    }
  }

  private boolean goOn(JsonNode page, Consumer<JsonNode> list, boolean eventual) {
    Optional<String> next =
        Optional.of(page.path("@odata.nextLink").asText(""))
            .flatMap(round::relative)
            .filter(_ -> pages++ < MOST_PAGES);
    next.ifPresent(url ->
        round.add(new GraphCall("GET", url, null, eventual, response -> read(response, list))));
    return next.isPresent();
  }

  private static boolean isHidden(JsonNode group) {
    return HIDDEN.equalsIgnoreCase(group.path("visibility").asText(""));
  }

  private void unknown(Response response) {
    settled = Optional.of(new GroupState.Unknown(DefiniteAnswers.why(response)));
  }
}
