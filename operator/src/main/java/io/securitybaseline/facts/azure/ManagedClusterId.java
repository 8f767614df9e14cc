package io.securitybaseline.facts.azure;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

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
    return find(resourceId)
        .orElseThrow(() ->
            new IllegalArgumentException(
                "spec.cluster.resourceId is not the id of an AKS cluster: use the output of: az"
                    + " aks show -g <resource-group> -n <cluster> --query id -o tsv"));
  }

  /** The cluster of a resource id; nothing where there is none, or none that can be read. */
  public static Optional<ManagedClusterId> find(@Nullable String resourceId) {
    Matcher matcher = FORM.matcher(resourceId == null ? "" : resourceId.strip());
    return matcher.matches()
        ? Optional.of(new ManagedClusterId(matcher.group(1), matcher.group(2), matcher.group(3)))
        : Optional.empty();
  }

  /** The path in Azure Resource Manager. */
  public String path() {
    return "/subscriptions/%s/resourceGroups/%s/providers/Microsoft.ContainerService/managedClusters/%s"
        .formatted(subscription, resourceGroup, name);
  }
}
