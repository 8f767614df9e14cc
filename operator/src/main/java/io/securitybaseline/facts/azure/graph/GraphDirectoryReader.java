package io.securitybaseline.facts.azure.graph;

import com.azure.core.http.HttpPipeline;
import io.securitybaseline.facts.azure.Failure;
import io.securitybaseline.facts.azure.Failure.Kind;
import io.securitybaseline.facts.azure.client.Timeouts;
import io.securitybaseline.facts.azure.directory.DirectoryReader;
import io.securitybaseline.facts.azure.directory.GroupState;
import io.securitybaseline.facts.azure.directory.Membership;
import io.securitybaseline.facts.azure.directory.UserInGroup;
import io.securitybaseline.facts.azure.graph.GraphCall.Response;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Asks Microsoft Graph: first about groups, then, for the groups that exist, about users. What is
 * not an object id or a user principal name is never sent, because it would fail the whole request.
 */
final class GraphDirectoryReader implements DirectoryReader {

  private static final String NO_NAME =
      "the name cannot be a user principal name in Entra ID, so Microsoft Graph is not asked";
  private static final String NO_ID = "it is not an object id, so Microsoft Graph is not asked";
  private static final String NO_SERVICE_PRINCIPALS =
      "it is not a user, and the operator's identity lacks the application permission"
          + " Application.Read.All of Microsoft Graph, which service principals need";

  private final HttpPipeline pipeline;
  private final String version;
  private final Timeouts patience;

  /**
   * @param version the URL of the API with its version
   */
  GraphDirectoryReader(HttpPipeline pipeline, String version, Timeouts patience) {
    this.pipeline = pipeline;
    this.version = version;
    this.patience = patience;
  }

  @Override
  public Answers read(Request request) {
    return new Asking(new GraphRound(pipeline, version, patience, System::nanoTime)).read(request);
  }

  /** One round and what it brought. */
  private static final class Asking {

    private final GraphRound round;
    private final Map<UserInGroup, Membership> users = new HashMap<>();
    private final Map<String, GroupState> groups = new HashMap<>();

    private Asking(GraphRound round) {
      this.round = round;
    }

    Answers read(Request request) {
      askGroups(request.groups());
      new TreeMap<>(request.users()).forEach(this::askUser);
      round.run();
      return answers();
    }

    private void askGroups(Set<String> ids) {
      Map<String, GroupCheck> checks = new TreeMap<>();
      for (String id : ids) {
        if (PrincipalPath.isObjectId(id)) {
          checks.put(id, new GroupCheck(id, round));
        } else {
          groups.put(id, new GroupState.Unknown(NO_ID));
        }
      }
      checks.values().forEach(GroupCheck::begin);
      round.run();
      checks.forEach((id, check) -> check.result().ifPresent(state -> groups.put(id, state)));
    }

    private void askUser(String name, Set<String> of) {
      Set<String> ids = new TreeSet<>();
      for (String group : of) {
        if (!PrincipalPath.isObjectId(group)) {
          users.put(new UserInGroup(name, group), new Membership.Unknown(NO_ID));
        } else if (!(groups.get(group) instanceof GroupState.Missing)) {
          ids.add(group);
        }
      }
      Optional<String> path = PrincipalPath.ofUser(name);
      if (path.isEmpty()) {
        answer(name, ids, new Membership.Unknown(NO_NAME));
      } else if (!ids.isEmpty()) {
        round.add(
            GraphCall.checkMemberGroups(
                path.get(), ids, response -> answeredForUser(name, ids, response)));
      }
    }

    private void answeredForUser(String name, Set<String> ids, Response response) {
      if (response.isNotFound() && PrincipalPath.isObjectId(name)) {
        round.add(
            GraphCall.checkMemberGroups(
                PrincipalPath.ofServicePrincipal(name),
                ids,
                other -> answered(name, ids, other, NO_SERVICE_PRINCIPALS)));
      } else {
        answered(name, ids, response, GraphFailures.PERMISSIONS);
      }
    }

    private void answered(String name, Set<String> ids, Response response, String forbidden) {
      if (response.isOk()) {
        DefiniteAnswers.memberships(response, ids)
            .forEach((group, membership) -> users.put(new UserInGroup(name, group), membership));
      } else if (response.isNotFound()) {
        answer(name, ids, new Membership.NoUser());
      } else {
        answer(
            name,
            ids,
            new Membership.Unknown(
                DefiniteAnswers.isForbidden(response) ? forbidden : DefiniteAnswers.why(response)));
      }
    }

    private void answer(String name, Set<String> ids, Membership membership) {
      ids.forEach(group -> users.put(new UserInGroup(name, group), membership));
    }

    /**
     * If nothing succeeded because of missing permissions, that is a failure, and not an answer
     * that counts: they may just have been granted, and only a new token has them.
     */
    private Answers answers() {
      boolean forbidden =
          !round.anySucceeded()
              && (groups.containsValue(new GroupState.Unknown(GraphFailures.PERMISSIONS))
                  || users.containsValue(new Membership.Unknown(GraphFailures.PERMISSIONS)));
      return forbidden
          ? Answers.failed(new Failure(Kind.FORBIDDEN, GraphFailures.PERMISSIONS))
          : new Answers(users, groups, round.failure());
    }
  }
}
