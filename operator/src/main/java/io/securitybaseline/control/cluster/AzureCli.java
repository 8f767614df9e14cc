package io.securitybaseline.control.cluster;

import io.securitybaseline.observe.azure.ManagedClusterId;
import java.util.regex.Pattern;

/** Commands that a person can copy into a shell. */
final class AzureCli {

  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9._-]+");

  private AzureCli() {}

  static String aks(ManagedClusterId id, String verb, String options) {
    return "az aks %s -g %s -n %s %s"
        .formatted(verb, quoted(id.resourceGroup()), quoted(id.name()), options)
        .strip();
  }

  static String nodePool(ManagedClusterId id, String verb, String pool, String options) {
    return "az aks nodepool %s -g %s --cluster-name %s -n %s %s"
        .formatted(verb, quoted(id.resourceGroup()), quoted(id.name()), quoted(pool), options)
        .strip();
  }

  static String maintenance(ManagedClusterId id, String configuration, String options) {
    return "az aks maintenanceconfiguration add -g %s --cluster-name %s -n %s %s"
        .formatted(quoted(id.resourceGroup()), quoted(id.name()), configuration, options);
  }

  /** Resource groups may be named with parentheses, which a shell would take for its own. */
  private static String quoted(String word) {
    return PLAIN.matcher(word).matches() ? word : "'" + word.replace("'", "'\\''") + "'";
  }
}
