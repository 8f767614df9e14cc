package io.securitybaseline.testing.azure;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Microsoft Graph over users and groups in memory, as far as the operator asks it. */
public final class GraphDirectory {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern GUID =
      Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");
  private static final Pattern CHECK =
      Pattern.compile("/(users|servicePrincipals)(?:/([^/?]+)|\\('(.*)'\\))/checkMemberGroups");
  private static final Pattern GROUP =
      Pattern.compile("/groups/([^/?]+)(/transitiveMembers(/microsoft\\.graph\\.group)?)?(\\?.*)?");

  private final String url;
  private final Set<String> users = ConcurrentHashMap.newKeySet();
  private final Set<String> servicePrincipals = ConcurrentHashMap.newKeySet();
  private final GraphGroups groups = new GraphGroups();
  private final Map<String, Deque<GraphAnswer>> scripted = new ConcurrentHashMap<>();
  private final List<String> calls = new CopyOnWriteArrayList<>();
  private final List<Integer> batches = new CopyOnWriteArrayList<>();
  private volatile boolean permitted = true;
  private volatile boolean emptyFirstPages;

  GraphDirectory(String url) {
    this.url = url;
  }

  /** Forgets everything. */
  void reset() {
    users.clear();
    servicePrincipals.clear();
    groups.clear();
    scripted.clear();
    calls.clear();
    batches.clear();
    permitted = true;
    emptyFirstPages = false;
  }

  /** Adds users by their principal names or object ids. */
  public GraphDirectory users(Collection<String> names) {
    names.forEach(name -> users.add(GraphGroups.lower(name)));
    return this;
  }

  public GraphDirectory servicePrincipal(String id) {
    servicePrincipals.add(GraphGroups.lower(id));
    return this;
  }

  /** Adds a security group, or replaces it. */
  public GraphDirectory group(String id, String... members) {
    return group(id, true, "Private", members);
  }

  public GraphDirectory group(
      String id, boolean securityEnabled, String visibility, String... members) {
    groups.put(id, securityEnabled, visibility, members);
    return this;
  }

  public void add(String group, String member) {
    groups.get(group).members().add(GraphGroups.lower(member));
  }

  public boolean isMember(String group, String member) {
    return groups.get(group).members().contains(GraphGroups.lower(member));
  }

  public void remove(String group, String member) {
    groups.get(group).members().remove(GraphGroups.lower(member));
  }

  /** Whether the identity has the permissions. */
  public void permitted(boolean are) {
    permitted = are;
  }

  /** Lists begin with an empty page, as they do at times. */
  public void emptyFirstPages() {
    emptyFirstPages = true;
  }

  /** The next answer to calls with the text in their URL, once. */
  public void once(String inUrl, int status, Map<String, String> headers) {
    scripted
        .computeIfAbsent(inUrl, _ -> new ArrayDeque<>())
        .add(GraphAnswer.error(status, "Scripted").with(headers));
  }

  /** Every call so far, as {@code POST /users/…}. */
  public List<String> calls() {
    return List.copyOf(calls);
  }

  /** How many calls each batch had. */
  public List<Integer> batches() {
    return List.copyOf(batches);
  }

  public void forgetCalls() {
    calls.clear();
    batches.clear();
  }

  /** Answers a batch; its answers are in another order than its calls. */
  Reply batch(String body) {
    try {
      JsonNode requests = JSON.readTree(body).path("requests");
      batches.add(requests.size());
      if (requests.size() > 20) {
        return Reply.error(400, "BadRequest");
      }
      List<ObjectNode> responses = new ArrayList<>();
      for (JsonNode request : requests) {
        responses.add(response(request));
      }
      Collections.reverse(responses);
      return Reply.json(
          JSON.createObjectNode().set("responses", JSON.createArrayNode().addAll(responses)));
    } catch (JsonProcessingException e) {
      return Reply.error(400, "BadRequest");
    }
  }

  private ObjectNode response(JsonNode request) {
    String call = request.path("method").asText() + " " + request.path("url").asText();
    calls.add(call);
    GraphAnswer answer = scripted(call);
    if (answer == null) {
      answer = permitted ? answer(request) : GraphAnswer.error(403, "Authorization_RequestDenied");
    }
    ObjectNode response = JSON.createObjectNode();
    response.put("id", request.path("id").asText());
    response.put("status", answer.status());
    ObjectNode headers = response.putObject("headers");
    headers.put("Content-Type", "application/json");
    answer.headers().forEach(headers::put);
    response.set("body", answer.body());
    return response;
  }

  private @Nullable GraphAnswer scripted(String call) {
    for (Map.Entry<String, Deque<GraphAnswer>> entry : scripted.entrySet()) {
      if (call.contains(entry.getKey()) && !entry.getValue().isEmpty()) {
        return entry.getValue().poll();
      }
    }
    return null;
  }

  private GraphAnswer answer(JsonNode request) {
    String path = request.path("url").asText();
    Matcher check = CHECK.matcher(path);
    if (check.matches() && request.path("method").asText().equals("POST")) {
      String name =
          check.group(2) == null ? check.group(3).replace("%27%27", "%27") : check.group(2);
      return memberGroups(
          check.group(1),
          GraphGroups.lower(URLDecoder.decode(name.replace("+", "%2B"), StandardCharsets.UTF_8)),
          request.path("body").path("groupIds"));
    }
    Matcher group = GROUP.matcher(path);
    if (group.matches()) {
      return group(group, request);
    }
    return GraphAnswer.error(400, "BadRequest");
  }

  private GraphAnswer memberGroups(String kind, String name, JsonNode ids) {
    if (ids.size() > 20 || ids.isEmpty()) {
      return GraphAnswer.error(400, "Request_BadRequest");
    }
    for (JsonNode id : ids) {
      if (!GUID.matcher(id.asText()).matches()) {
        return GraphAnswer.error(400, "Request_BadRequest");
      }
    }
    if (!(kind.equals("users") ? users : servicePrincipals).contains(name)) {
      return GraphAnswer.error(404, "Request_ResourceNotFound");
    }
    ArrayNode in = JSON.createArrayNode();
    for (JsonNode id : ids) {
      if (groups.transitive(id.asText()).contains(name)) {
        in.add(id.asText());
      }
    }
    ObjectNode body = JSON.createObjectNode();
    body.put("@odata.context", url + "/v1.0/$metadata#Collection(Edm.String)");
    body.set("value", in);
    return GraphAnswer.of(200, body);
  }

  private GraphAnswer group(Matcher path, JsonNode request) {
    if (!groups.has(path.group(1))) {
      return GraphAnswer.error(404, "Request_ResourceNotFound");
    }
    GraphGroups.Group group = groups.get(path.group(1));
    if (path.group(2) == null) {
      return GraphAnswer.of(
          200,
          JSON.createObjectNode()
              .put("id", path.group(1))
              .put("securityEnabled", group.securityEnabled())
              .put("visibility", group.visibility()));
    }
    boolean ofGroups = path.group(3) != null;
    if (ofGroups && !request.path("headers").path("ConsistencyLevel").asText().equals("eventual")) {
      return GraphAnswer.error(400, "Request_UnsupportedQuery");
    }
    ObjectNode body = JSON.createObjectNode();
    ArrayNode value = body.putArray("value");
    if (emptyFirstPages && !path.group().contains("skiptoken")) {
      body.put("@odata.nextLink", url + "/v1.0" + path.group() + "&$skiptoken=x");
    } else {
      groups.transitive(path.group(1)).stream()
          .filter(member -> !ofGroups || groups.has(member))
          .sorted()
          .limit(ofGroups ? 999 : 1)
          .forEach(member ->
              value
                  .addObject()
                  .put("id", member)
                  .put("visibility", ofGroups ? groups.get(member).visibility() : "Private"));
    }
    return GraphAnswer.of(200, body);
  }
}
