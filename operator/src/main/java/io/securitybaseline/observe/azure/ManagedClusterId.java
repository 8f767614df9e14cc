package io.securitybaseline.observe.azure;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which AKS cluster in Azure Resource Manager. */
public record ManagedClusterId(String subscription, String resourceGroup, String name) {

  /** Azure compares ids ignoring case and changes the case of what it returns. */
  private static final Pattern FORM =
      Pattern.compile(
          "/subscriptions/([^/]+)/resourceGroups/([^/]+)"
              + "/providers/Microsoft\\.ContainerService/managedClusters/([^/]+)/?",
          Pattern.CASE_INSENSITIVE);

  /**
   * Reads a resource id.
   *
   * @throws IllegalArgumentException naming the field, if it is no id of an AKS cluster
   */
  public static ManagedClusterId parse(String resourceId) {
    Matcher matcher = FORM.matcher(resourceId.strip());
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "spec.cluster.resourceId is not the id of an AKS cluster: take what this prints: az aks"
              + " show --resource-group GROUP --name NAME --query id -o tsv");
    }
    return new ManagedClusterId(matcher.group(1), matcher.group(2), matcher.group(3));
  }

  /** The path in Azure Resource Manager. */
  public String path() {
    return "/subscriptions/%s/resourceGroups/%s/providers/Microsoft.ContainerService/managedClusters/%s"
        .formatted(subscription, resourceGroup, name);
  }
}
