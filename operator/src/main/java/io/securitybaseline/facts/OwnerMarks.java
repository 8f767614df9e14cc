package io.securitybaseline.facts;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A tool that writes role bindings, and how its bindings are recognized: by the keys of the labels
 * and annotations that it sets, and by the field managers under which it writes.
 *
 * @param tool as messages name it
 * @param keys of labels and annotations. One that ends with {@code *} stands for all that begin
 *     with it; {@code *.} at the beginning stands for all subdomains
 * @param managers field managers; one that ends with {@code *} stands for all that begin with it
 */
public record OwnerMarks(String tool, List<String> keys, List<String> managers) {

  public static final String ARGO_CD = "Argo CD";
  public static final String RANCHER = "Rancher";

  /** The label by which Argo CD tracks objects; charts set it too. */
  public static final String INSTANCE = "app.kubernetes.io/instance";

  /** Characters of a value that are kept: a label has no more. Annotations hold whole objects. */
  static final int LONGEST_VALUE = 63;

  /**
   * All tools. Each source is named as repository and constant, or as where an object of the tool
   * shows the mark. A client that names no field manager writes under the name of its program, from
   * which the API server takes it.
   */
  public static final List<OwnerMarks> ALL =
      List.of(
          // Its own labels and annotations have more to say than its name; the control reads them.
          // argoproj/argo-cd common.ArgoCDSSAManager; before version 2.5 the name of its program.
          of(ARGO_CD).writing("argocd-controller", "argocd-application-controller"),
          // fluxcd/kustomize-controller and helm-controller: the names of the controllers.
          of("Flux").writing("kustomize-controller", "helm-controller"),
          // helm/helm: the name of the program.
          of("Helm").writing("helm"),
          // rancher/rancher: authz.cluster.cattle.io/rtb-owner-updated, and the name of its
          // program.
          // Also Fleet, which is part of it: objectset.rio.cattle.io, program fleetagent.
          of(RANCHER).marking("cattle.io/*", "*.cattle.io/*").writing("rancher", "fleetagent"),
          // carvel-dev/kapp: labels kapp.k14s.io/app and association; flag --ssa-field-manager.
          of("kapp").marking("kapp.k14s.io/*").writing("kapp", "kapp-server-side-apply"),
          // karmada-io/karmada util.ManagedByKarmadaLabel; the names of the programs that write.
          of("Karmada")
              .marking("karmada.io/*", "*.karmada.io/*")
              .writing("karmada-controller-manager", "karmada-agent"),
          // crossplane/crossplane FieldOwnerComposedPrefix, crossplane.io/composite;
          // crossplane-contrib/provider-kubernetes ssaFieldOwner, before that its program.
          of("Crossplane")
              .marking("crossplane.io/*", "*.crossplane.io/*")
              .writing(
                  "apiextensions.crossplane.io/*",
                  "crossplane-kubernetes-provider",
                  "provider-kubernetes/*"),
          // operator-framework/operator-lifecycle-manager ownerutil: olm.owner;
          // operators.coreos.com/
          // of the labels of its components.
          of("Operator Lifecycle Manager").marking("olm.*", "operators.coreos.com/*"),
          // hashicorp/terraform-provider-kubernetes: the user agent HashiCorp/1.0, and
          // defaultFieldManagerName.
          of("Terraform").writing("HashiCorp", "Terraform"),
          // pulumi/pulumi-kubernetes provider.go: the prefix of the random field manager.
          of("Pulumi").marking("pulumi.com/*").writing("pulumi-kubernetes*"),
          // Constraints of the add-on: azure-policy-assignment-id, -definition-id.
          of("Azure Policy").marking("azure-policy-*"),
          // GoogleContainerTools/kpt-config-sync configsync.FieldManager and ConfigSyncPrefix.
          of("Config Sync")
              .marking("configmanagement.gke.io/*", "configsync.gke.io/*")
              .writing("configsync.gke.io"),
          // kubernetes-sigs/hierarchical-namespaces: on every copy. Other annotations of its domain
          // are set by users on the objects that it copies.
          of("Hierarchical Namespace Controller").marking("hnc.x-k8s.io/inherited-from"),
          // projectcapsule/capsule meta.RolebindingLabel, FieldManagerCapsulePrefix.
          of("Capsule")
              .marking("capsule.clastix.io/*", "projectcapsule.dev/*", "*.projectcapsule.dev/*")
              .writing("projectcapsule.dev/*"),
          // kyverno/kyverno: generate.kyverno.io/policy-name on every generated object.
          of("Kyverno").marking("generate.kyverno.io/*").writing("kyverno"));

  public OwnerMarks {
    keys = List.copyOf(keys);
    managers = List.copyOf(managers);
  }

  /** The tool that sets labels and annotations with this key. */
  public static Optional<OwnerMarks> ofKey(String key) {
    return ALL.stream()
        .filter(tool -> tool.keys.stream().anyMatch(pattern -> isMatch(pattern, key)))
        .findFirst();
  }

  /** The tool that writes under this field manager. */
  public static Optional<OwnerMarks> ofManager(String manager) {
    return ALL.stream()
        .filter(tool -> tool.managers.stream().anyMatch(pattern -> isMatch(pattern, manager)))
        .findFirst();
  }

  /** The keys of all tools. */
  static Stream<String> everyKey() {
    return Stream.concat(Stream.of(INSTANCE), ALL.stream().flatMap(tool -> tool.keys.stream()));
  }

  /**
   * Of the labels or annotations of an object, those of a tool, with as much as is kept of each.
   */
  static Map<String, String> in(Map<String, String> texts) {
    return texts.entrySet().stream()
        .filter(entry -> entry.getValue() != null)
        .filter(entry -> everyKey().anyMatch(pattern -> isMatch(pattern, entry.getKey())))
        .collect(
            Collectors.toUnmodifiableMap(Map.Entry::getKey, entry -> shortened(entry.getValue())));
  }

  private static String shortened(String value) {
    return value.length() <= LONGEST_VALUE ? value : value.substring(0, LONGEST_VALUE);
  }

  private static boolean isMatch(String pattern, String text) {
    if (pattern.startsWith("*.")) {
      int slash = text.indexOf('/');
      String domain = pattern.substring(1, pattern.indexOf('/'));
      return slash > 0 && text.substring(0, slash).endsWith(domain);
    }
    return pattern.endsWith("*")
        ? text.startsWith(pattern.substring(0, pattern.length() - 1))
        : text.equals(pattern);
  }

  private static OwnerMarks of(String tool) {
    return new OwnerMarks(tool, List.of(), List.of());
  }

  private OwnerMarks marking(String... all) {
    return new OwnerMarks(tool, List.of(all), managers);
  }

  private OwnerMarks writing(String... all) {
    return new OwnerMarks(tool, keys, List.of(all));
  }
}
