package io.securitybaseline.control;

import io.securitybaseline.facts.azure.ManagedClusterId;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Commands of Azure CLI that a person can copy into a shell. What is not known is a placeholder in
 * angle brackets, which a shell rejects.
 */
public final class AzureCli {

  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9._-]+");

  private AzureCli() {}

  /** {@code az aks VERB} on the cluster. */
  public static String aks(Optional<ManagedClusterId> cluster, String verb, String options) {
    return command("aks " + verb, "-n", cluster, options);
  }

  /** {@code az aks nodepool VERB} on a pool of the cluster. */
  public static String nodePool(
      Optional<ManagedClusterId> cluster, String verb, String pool, String options) {
    return command(
        "aks nodepool " + verb,
        "--cluster-name",
        cluster,
        "-n %s %s".formatted(word(pool), options));
  }

  /** {@code az aks maintenanceconfiguration add} on the cluster. */
  public static String maintenance(
      Optional<ManagedClusterId> cluster, String configuration, String options) {
    return command(
        "aks maintenanceconfiguration add",
        "--cluster-name",
        cluster,
        "-n %s %s".formatted(configuration, options));
  }

  /** {@code az ad group member add} of a user, by the user's name or object id. */
  public static String addMember(String group, String user) {
    return "az ad group member add -g %s --member-id $(az ad user show --id %s --query id -o tsv)"
        .formatted(word(group), word(user));
  }

  private static String command(
      String verb, String nameOption, Optional<ManagedClusterId> cluster, String options) {
    return "az %s%s -g %s %s %s %s"
        .formatted(
            verb,
            cluster.map(id -> " --subscription " + word(id.subscription())).orElse(""),
            cluster.map(id -> word(id.resourceGroup())).orElse("<resource-group>"),
            nameOption,
            cluster.map(id -> word(id.name())).orElse("<cluster>"),
            options)
        .strip();
  }

  /** Resource groups may be named with parentheses, which a shell would take for its own. */
  private static String word(String word) {
    return PLAIN.matcher(word).matches() || isPlaceholder(word)
        ? word
        : "'" + word.replace("'", "'\\''") + "'";
  }

  private static boolean isPlaceholder(String word) {
    return word.matches("<[a-z-]+>");
  }
}
