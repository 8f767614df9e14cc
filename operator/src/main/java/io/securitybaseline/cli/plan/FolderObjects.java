package io.securitybaseline.cli.plan;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.rbac.ClusterRole;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBinding;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.securitybaseline.cli.inventory.Inventory;
import io.securitybaseline.facts.ArgoApplication;
import io.securitybaseline.manifest.Manifest;
import io.securitybaseline.manifest.Manifests;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a plan reads of manifests: role bindings with their roles, namespaces for their labels, and
 * the names of Argo CD's applications, which own bindings. A binding or role that cannot be
 * evaluated is named.
 */
final class FolderObjects {

  private static final String RBAC = "rbac.authorization.k8s.io";
  private static final String V1 = "v1";
  private static final Map<String, Class<? extends HasMetadata>> READ =
      Map.of(
          "RoleBinding",
          RoleBinding.class,
          "ClusterRoleBinding",
          ClusterRoleBinding.class,
          "Role",
          Role.class,
          "ClusterRole",
          ClusterRole.class);

  /** The kinds that a plan evaluates. */
  static final Set<String> KINDS = READ.keySet();

  private final KubernetesSerialization serialization = new KubernetesSerialization();
  private final String defaultNamespace;
  private final List<HasMetadata> objects = new ArrayList<>();
  private final List<Skipped> skipped = new ArrayList<>();

  private FolderObjects(String defaultNamespace) {
    this.defaultNamespace = defaultNamespace;
  }

  /**
   * @param skipped what is not evaluated, with the reason
   */
  record Read(Inventory inventory, List<Skipped> skipped) {
    Read {
      skipped = List.copyOf(skipped);
    }
  }

  /**
   * Takes what a plan reads.
   *
   * @param defaultNamespace where a RoleBinding without a namespace is created
   */
  static Read of(Manifests manifests, String defaultNamespace) {
    FolderObjects folder = new FolderObjects(defaultNamespace);
    manifests.objects().forEach(folder::add);
    manifests
        .linkedFolders()
        .forEach(link ->
            folder.skipped.add(
                new Skipped(
                    link,
                    "",
                    "LinkedFolder",
                    "links to folders are not followed: name the folder itself")));
    return new Read(new Inventory(FolderRoles.withRules(folder.objects)), folder.skipped);
  }

  private void add(Manifest manifest) {
    Class<? extends HasMetadata> type = READ.get(manifest.kind());
    if (type != null && manifest.group().equals(RBAC)) {
      addOfRbac(manifest, type);
    } else if (manifest.kind().equals("Namespace") && manifest.apiVersion().equals(V1)) {
      convert(manifest, manifest.json(), Namespace.class)
          .filter(namespace -> !manifest.name().isEmpty())
          .ifPresent(objects::add);
    } else if (manifest.kind().equals(ArgoApplication.KIND)
        && manifest.group().equals(ArgoApplication.GROUP)
        && !manifest.name().isEmpty()) {
      objects.add(application(manifest));
    }
  }

  private static ArgoApplication application(Manifest manifest) {
    ArgoApplication application = new ArgoApplication();
    application.setMetadata(
        new ObjectMetaBuilder()
            .withName(manifest.name())
            .withNamespace(manifest.namespace().isEmpty() ? null : manifest.namespace())
            .build());
    return application;
  }

  private void addOfRbac(Manifest manifest, Class<? extends HasMetadata> type) {
    if (!manifest.apiVersion().equals(RBAC + "/" + V1)) {
      skip(
          manifest,
          "UnsupportedVersion",
          "the API server does not serve %s: write apiVersion: %s/%s"
              .formatted(manifest.apiVersion(), RBAC, V1));
    } else if (!manifest.name().isEmpty()) {
      convert(manifest, placed(manifest, type), type).ifPresent(objects::add);
    } else if (!manifest.generateName().isEmpty()) {
      skip(
          manifest,
          "GeneratedName",
          "its name is known only when it is created: give it metadata.name");
    } else {
      skip(manifest, "NoName", "the API server rejects it: give it metadata.name");
    }
  }

  private ObjectNode placed(Manifest manifest, Class<? extends HasMetadata> type) {
    if ((type != RoleBinding.class && type != Role.class) || !manifest.namespace().isEmpty()) {
      return manifest.json();
    }
    ObjectNode placed = manifest.json().deepCopy();
    placed.withObject("/metadata").put("namespace", defaultNamespace);
    return placed;
  }

  private <T extends HasMetadata> Optional<T> convert(
      Manifest manifest, ObjectNode json, Class<T> type) {
    try {
      return Optional.of(serialization.convertValue(json, type));
    } catch (IllegalArgumentException _) {
      skip(
          manifest,
          "Malformed",
          "the API server rejects it, since a field is not of its type:"
              + " kubectl create --dry-run=server names the field");
      return Optional.empty();
    }
  }

  private void skip(Manifest manifest, String reason, String message) {
    skipped.add(new Skipped(manifest.file(), object(manifest), reason, message));
  }

  private static String object(Manifest manifest) {
    String name = manifest.name().isEmpty() ? manifest.generateName() + "*" : manifest.name();
    String place = manifest.namespace().isEmpty() ? "" : manifest.namespace() + " ";
    return place + manifest.kind() + "/" + name;
  }
}
