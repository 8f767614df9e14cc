package io.securitybaseline.client;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.client.Config;
import io.securitybaseline.manifest.Documents;
import io.securitybaseline.manifest.TextSource;
import io.securitybaseline.manifest.UnreadableException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Checks a kubeconfig before the client reads it: what it lacks the client silently replaces by a
 * default, and the user would read of a server at localhost.
 */
public final class Kubeconfig {

  private final String place;
  private final List<KubeconfigFile> files;

  private Kubeconfig(List<Path> paths) {
    this.place = paths.stream().map(Path::toString).collect(Collectors.joining(", "));
    this.files = paths.stream().map(Kubeconfig::read).toList();
  }

  /**
   * The connection of a context.
   *
   * @param file absent: the standard places
   * @param context absent: the current one
   * @throws CommandFailure with what is wrong
   */
  public static Config config(Optional<Path> file, Optional<String> context) {
    List<Path> named =
        file.map(List::of)
            .orElseGet(() -> Config.getKubeconfigFilenames().stream().map(Path::of).toList());
    List<Path> present =
        named.stream().filter(path -> file.isPresent() || Files.exists(path)).toList();
    if (present.isEmpty()) {
      return withoutFile(named, context);
    }
    Kubeconfig kubeconfig = new Kubeconfig(present);
    JsonNode chosen = kubeconfig.context(context);
    Optional<JsonNode> plugin = kubeconfig.plugin(chosen);
    Config config =
        new KubeconfigConnection(present, plugin.isPresent(), () -> config(file, context));
    KubeconfigFile.read(kubeconfig.files, context, config);
    plugin.ifPresent(it -> checkCredentials(it, chosen, config));
    return config;
  }

  private static Config withoutFile(List<Path> named, Optional<String> context) {
    String places = named.stream().map(Path::toString).collect(Collectors.joining(", "));
    if (isSet("KUBECONFIG", "kubeconfig")) {
      throw new CommandFailure("KUBECONFIG names " + places + ", which does not exist");
    }
    if (context.isPresent()) {
      throw new CommandFailure(
          "--context needs a kubeconfig, and %s does not exist: pass one with --kubeconfig"
              .formatted(places));
    }
    if (!isSet("KUBERNETES_SERVICE_HOST", "kubernetes.service.host")
        && !isSet("KUBERNETES_MASTER", "kubernetes.master")) {
      throw new CommandFailure(
          "no kubeconfig found: set --kubeconfig or KUBECONFIG, or write it to " + places);
    }
    return Config.autoConfigure(null);
  }

  private static boolean isSet(String variable, String property) {
    return Stream.of(System.getenv(variable), System.getProperty(property))
        .anyMatch(value -> value != null && !value.isEmpty());
  }

  private static KubeconfigFile read(Path path) {
    List<JsonNode> documents = new ArrayList<>();
    try {
      Documents.readText(TextSource.of(path.toString()), documents::add);
    } catch (UnreadableException e) {
      throw new CommandFailure("kubeconfig " + e.getMessage(), e);
    }
    JsonNode first = documents.isEmpty() ? null : documents.getFirst();
    if (first == null || !first.path("contexts").isArray()) {
      throw new CommandFailure(
          "kubeconfig %s has no contexts: the file is empty or not a kubeconfig".formatted(path));
    }
    return new KubeconfigFile(path, first);
  }

  private JsonNode context(Optional<String> asked) {
    String name =
        asked
            .or(() ->
                files.stream()
                    .map(file -> file.content().path("current-context").asText(""))
                    .filter(current -> !current.isEmpty())
                    .findFirst())
            .orElseThrow(() ->
                new CommandFailure(
                    "kubeconfig %s has no current context: choose one with --context (%s)"
                        .formatted(place, contexts())));
    JsonNode context =
        find("contexts", name)
            .orElseThrow(() ->
                new CommandFailure(
                    "kubeconfig %s has no context %s: it has %s"
                        .formatted(place, name, contexts())))
            .path("context");
    JsonNode cluster = part(name, context, "cluster");
    if (cluster.path("server").asText("").isEmpty()) {
      throw new CommandFailure(
          "kubeconfig %s: cluster %s has no server: add its address"
              .formatted(place, context.path("cluster").asText()));
    }
    part(name, context, "user");
    return context;
  }

  private JsonNode part(String contextName, JsonNode context, String kind) {
    String name = context.path(kind).asText("");
    return find(kind + "s", name)
        .map(found -> found.path(kind))
        .orElseThrow(() ->
            new CommandFailure(
                "kubeconfig %s: context %s refers to %s %s, which does not exist: add it, or choose another context (%s)"
                    .formatted(place, contextName, kind, name, contexts())));
  }

  /** The plugin that provides the credentials of a context. */
  private Optional<JsonNode> plugin(JsonNode context) {
    return find("users", context.path("user").asText())
        .map(user -> user.path("user").path("exec"))
        .filter(JsonNode::isObject);
  }

  /** The client goes on without a token when the plugin fails, and the server answers 401. */
  private static void checkCredentials(JsonNode plugin, JsonNode context, Config config) {
    if (Stream.of(
            config.getAutoOAuthToken(),
            config.getOauthToken(),
            config.getClientCertData(),
            config.getClientCertFile())
        .allMatch(Objects::isNull)) {
      throw new CommandFailure(
          "the credential plugin %s of user %s returns no credentials: run the plugin manually to see the cause, or sign in again"
              .formatted(plugin.path("command").asText(), context.path("user").asText()));
    }
  }

  private Optional<JsonNode> find(String list, String name) {
    return files.stream()
        .flatMap(file -> file.content().path(list).valueStream())
        .filter(each -> each.path("name").asText("").equals(name))
        .findFirst();
  }

  private String contexts() {
    String names =
        files.stream()
            .flatMap(file -> file.content().path("contexts").valueStream())
            .map(context -> context.path("name").asText())
            .distinct()
            .sorted()
            .collect(Collectors.joining(", "));
    return names.isEmpty() ? "none" : names;
  }
}
