package io.securitybaseline.facts.azure.graph;

import com.fasterxml.jackson.databind.JsonNode;
import io.securitybaseline.facts.azure.directory.Membership;
import io.securitybaseline.facts.azure.graph.GraphCall.Response;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** What an answer that will not change by asking again soon is taken for. */
final class DefiniteAnswers {

  private static final int FORBIDDEN = 403;

  private DefiniteAnswers() {}

  /** Which of the groups the answer names. */
  static Map<String, Membership> memberships(Response response, Set<String> groups) {
    Set<String> in = new HashSet<>();
    for (JsonNode id : response.body().path("value")) {
      in.add(id.asText().toLowerCase(Locale.ROOT));
    }
    boolean isList = response.body().path("value").isArray();
    Map<String, Membership> memberships = new HashMap<>();
    for (String group : groups) {
      memberships.put(
          group,
          in.contains(group.toLowerCase(Locale.ROOT))
              ? new Membership.Member()
              : isList
                  ? new Membership.NotAMember()
                  : new Membership.Unknown("the answer of Microsoft Graph has no list"));
    }
    return memberships;
  }

  static boolean isForbidden(Response response) {
    return response.status() == FORBIDDEN;
  }

  static String why(Response response) {
    return isForbidden(response)
        ? GraphFailures.PERMISSIONS
        : "Microsoft Graph answered with status %d".formatted(response.status());
  }
}
