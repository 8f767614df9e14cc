package io.securitybaseline.control;

import io.securitybaseline.match.Glob;
import java.util.List;
import java.util.Set;

/**
 * The namespaces that AKS and its extensions manage. Decided by fixed names only: a label such as
 * {@code control-plane} or {@code kubernetes.azure.com/managedby} can be set by a tenant, who could
 * so exempt himself. {@code default} is a user namespace.
 *
 * <p>Source: the default exclusions of AKS Deployment Safeguards, and the namespaces that AKS's
 * add-ons create.
 */
public final class SystemNamespaces {

  /** The built-in list, in the order of the documentation. */
  public static final List<String> NAMES =
      List.of(
          "kube-system",
          "kube-public",
          "kube-node-lease",
          "gatekeeper-system",
          "calico-system",
          "tigera-operator",
          "calico-apiserver",
          "app-routing-system",
          "aks-istio-system",
          "aks-istio-ingress",
          "aks-istio-egress",
          "azure-arc",
          "flux-system",
          "dapr-system",
          "dataprotection-microsoft",
          "azureml",
          "acstor",
          "sc-system",
          "azappconfig-system",
          "azure-extensions-usage-system",
          "aks-command");

  private static final Set<String> BUILT_IN = Set.copyOf(NAMES);

  private SystemNamespaces() {}

  /** Whether the namespace is one of the platform's. */
  public static boolean contains(String namespace) {
    return BUILT_IN.contains(namespace);
  }

  /** Whether the namespace is the platform's, or one that the spec excludes. */
  public static boolean excludes(String namespace, List<String> excluded) {
    return BUILT_IN.contains(namespace) || Glob.anyMatches(excluded, namespace);
  }
}
