package io.securitybaseline.client;

import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.internal.KubeConfigUtils;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A kubeconfig as the client reads it, without the registry of all classes that Kubernetes has a
 * kind for: the client's own reading loads them, and they would be in memory for nothing.
 *
 * @param content the only document of the file
 */
record KubeconfigFile(Path path, JsonNode content) {

  /** Where the client finds the file that something is from; paths in it are relative to that. */
  private static final String CONTEXT_FILE = "KUBERNETES_CONFIG_CONTEXT_FILE_KEY";

  private static final String CLUSTER_FILE = "KUBERNETES_CONFIG_CLUSTER_FILE_KEY";
  private static final String USER_FILE = "KUBERNETES_CONFIG_AUTH_INFO_FILE_KEY";

  /**
   * Reads a context into a connection, with what system properties and environment variables
   * override.
   *
   * @param files of which the first to define something counts
   * @param context absent: the current one
   * @throws CommandFailure if a field is of the wrong type
   */
  static void read(List<KubeconfigFile> files, Optional<String> context, Config into) {
    KubernetesSerialization json = new KubernetesSerialization(new ObjectMapper(), false);
    KubeConfigUtils.merge(
        into,
        context.orElse(null),
        files.stream()
            .map(file -> file.model(json))
            .toArray(io.fabric8.kubernetes.api.model.Config[]::new));
    Config.configFromSysPropsOrEnvVars(into);
  }

  private io.fabric8.kubernetes.api.model.Config model(KubernetesSerialization json) {
    File file = path.toFile();
    io.fabric8.kubernetes.api.model.Config model = parse(json);
    model.setContexts(present(model.getContexts()));
    model.setClusters(present(model.getClusters()));
    model.setUsers(present(model.getUsers()));
    model.getContexts().forEach(each -> each.setAdditionalProperty(CONTEXT_FILE, file));
    model.getClusters().forEach(each -> each.setAdditionalProperty(CLUSTER_FILE, file));
    model.getUsers().forEach(each -> each.setAdditionalProperty(USER_FILE, file));
    return model;
  }

  private io.fabric8.kubernetes.api.model.Config parse(KubernetesSerialization json) {
    try (InputStream text = Files.newInputStream(path)) {
      return json.unmarshal(text, io.fabric8.kubernetes.api.model.Config.class);
    } catch (IllegalArgumentException e) {
      throw new CommandFailure(
          "kubeconfig %s: %s has a value of the wrong type: correct it"
              .formatted(path, field(e.getCause())),
          e);
    } catch (IOException | KubernetesClientException e) {
      throw new CommandFailure("kubeconfig %s: %s".formatted(path, ApiFailure.cause(e)), e);
    }
  }

  private static String field(@Nullable Throwable cause) {
    return cause instanceof JsonMappingException mismatch
        ? mismatch.getPath().stream()
            .map(part ->
                part.getFieldName() == null ? "[" + part.getIndex() + "]" : part.getFieldName())
            .collect(Collectors.joining("."))
            .replace(".[", "[")
        : "the file";
  }

  /** The elements of a list that a file may lack, and that may have nothing after a dash. */
  private static <T> List<T> present(@Nullable List<T> elements) {
    return elements == null ? List.of() : elements.stream().filter(Objects::nonNull).toList();
  }
}
