package io.securitybaseline.control;

import io.securitybaseline.facts.TigeraNamespaces;
import java.util.List;
import java.util.Set;

/**
 * The namespaces that AKS and its extensions manage. Decided by fixed names, and for those of the
 * Tigera operator by evidence as well: a label such as {@code control-plane} or {@code
 * kubernetes.azure.com/managedby} can be set by a tenant, who could exempt a namespace this way.
 * {@code default} is a user namespace.
 *
 * <p>Of the other names, those of extensions that a cluster does not have can be taken by users who
 * may create namespaces, since nothing on them is evidence that cannot be copied. The status lists
 * those with pods, and the chart can reserve the names.
 *
 * <p>Source: the default exclusions of AKS Deployment Safeguards, and the namespaces that AKS's
 * add-ons create.
 */
public final class SystemNamespaces {

  /** The names that need no evidence, in the order of the documentation. */
  public static final List<String> NAMES =
      List.of(
          "kube-system",
          "kube-public",
          "kube-node-lease",
          "gatekeeper-system",
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

  /** Whether the namespace has a name of the platform's, whether or not it is the platform's. */
  public static boolean hasReservedName(String namespace) {
    return BUILT_IN.contains(namespace) || TigeraNamespaces.NAMES.contains(namespace);
  }

  /** Whether the namespace is one of the platform's. */
  public static boolean contains(String namespace, TigeraNamespaces tigera) {
    return BUILT_IN.contains(namespace) || tigera.verified().contains(namespace);
  }
}
