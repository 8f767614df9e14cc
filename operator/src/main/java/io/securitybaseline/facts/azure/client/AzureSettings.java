package io.securitybaseline.facts.azure.client;

import java.net.URI;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The endpoints of Azure and the identity for it, by the environment variables of Azure's own
 * tools. AKS workload identity sets the first four in the pod.
 *
 * @param clientCertificate set where another client expects to sign in by it, which is not
 *     supported
 * @param authorityHost of Entra ID, without a slash at its end
 * @param resourceManager the endpoint of Azure Resource Manager, without a slash at its end
 * @param graphEndpoint of Microsoft Graph where it is not that of the authority's cloud, without a
 *     slash at its end
 * @param instanceDiscovery whether to ask Microsoft's public cloud if the authority is genuine
 * @param previewApiVersion the version that serves fields which no stable version has yet
 * @param inPod whether this process runs in a pod, where there is no Azure CLI
 */
public record AzureSettings(
    Optional<String> tenantId,
    Optional<String> clientId,
    Optional<String> federatedTokenFile,
    Optional<String> clientSecret,
    Optional<String> clientCertificate,
    String authorityHost,
    String resourceManager,
    Optional<String> graphEndpoint,
    boolean instanceDiscovery,
    String previewApiVersion,
    boolean inPod) {

  static final String AUTHORITY_HOST = "AZURE_AUTHORITY_HOST";
  static final String RESOURCE_MANAGER = "AZURE_RESOURCE_MANAGER_ENDPOINT";
  static final String GRAPH = "AZURE_GRAPH_ENDPOINT";
  static final String CLIENT_CERTIFICATE = "AZURE_CLIENT_CERTIFICATE_PATH";
  public static final String PREVIEW_API_VERSION = "SBO_AKS_PREVIEW_API_VERSION";

  private static final String PUBLIC_AUTHORITY = "https://login.microsoftonline.com";
  private static final String DEFAULT_PREVIEW = "2025-10-02-preview";

  /**
   * @throws IllegalArgumentException naming the variable that makes no sense
   */
  static AzureSettings of(Map<String, String> environment) {
    String authority =
        url(AUTHORITY_HOST, value(environment, AUTHORITY_HOST).orElse(PUBLIC_AUTHORITY));
    return new AzureSettings(
        value(environment, "AZURE_TENANT_ID"),
        value(environment, "AZURE_CLIENT_ID"),
        value(environment, "AZURE_FEDERATED_TOKEN_FILE"),
        value(environment, "AZURE_CLIENT_SECRET"),
        value(environment, CLIENT_CERTIFICATE),
        authority,
        url(
            RESOURCE_MANAGER,
            value(environment, RESOURCE_MANAGER).orElseGet(() -> resourceManagerBeside(authority))),
        value(environment, GRAPH).map(endpoint -> url(GRAPH, endpoint)),
        !value(environment, "AZURE_DISABLE_INSTANCE_DISCOVERY")
            .map(text -> text.toLowerCase(Locale.ROOT))
            .filter(text -> text.equals("true") || text.equals("1"))
            .isPresent(),
        preview(value(environment, PREVIEW_API_VERSION).orElse(DEFAULT_PREVIEW)),
        value(environment, "KUBERNETES_SERVICE_HOST").isPresent());
  }

  /** The tokens' scope for Azure Resource Manager. */
  public String scope() {
    return resourceManager + "/.default";
  }

  /**
   * The endpoint of Microsoft Graph, without a slash at its end.
   *
   * @throws IllegalArgumentException if the authority is of no cloud known here and none is set
   */
  public String graph() {
    return graphEndpoint.orElseGet(() ->
        switch (host(authorityHost)) {
          case "login.microsoftonline.us" -> "https://graph.microsoft.us";
          case "login.chinacloudapi.cn", "login.partner.microsoftonline.cn" ->
              "https://microsoftgraph.chinacloudapi.cn";
          case "login.microsoftonline.com", "login.microsoft.com", "login.windows.net" ->
              "https://graph.microsoft.com";
          default -> throw unknown(GRAPH, authorityHost);
        });
  }

  /** The tokens' scope for Microsoft Graph. */
  public String graphScope() {
    return graph() + "/.default";
  }

  /** Without the secret. */
  @Override
  public String toString() {
    return "AzureSettings[tenantId=%s, clientId=%s, authorityHost=%s, resourceManager=%s]"
        .formatted(tenantId.orElse(""), clientId.orElse(""), authorityHost, resourceManager);
  }

  /**
   * Each of Azure's clouds has a pair of its own. For an authority that is of none of them a guess
   * would send its tokens to another cloud.
   */
  private static String resourceManagerBeside(String authority) {
    return switch (host(authority)) {
      case "login.microsoftonline.us" -> "https://management.usgovcloudapi.net";
      case "login.chinacloudapi.cn", "login.partner.microsoftonline.cn" ->
          "https://management.chinacloudapi.cn";
      case "login.microsoftonline.com", "login.microsoft.com", "login.windows.net" ->
          "https://management.azure.com";
      default -> throw unknown(RESOURCE_MANAGER, authority);
    };
  }

  private static String host(String authority) {
    return URI.create(authority).getHost().toLowerCase(Locale.ROOT);
  }

  private static IllegalArgumentException unknown(String variable, String authority) {
    return new IllegalArgumentException(
        "%s is not set, and no cloud known here has the authority %s: set both"
            .formatted(variable, authority));
  }

  private static Optional<String> value(Map<String, String> environment, String name) {
    return Optional.ofNullable(environment.get(name))
        .map(String::strip)
        .filter(it -> !it.isEmpty());
  }

  private static String url(String variable, String text) {
    URI url;
    try {
      url = URI.create(text);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(variable + " is no URL: " + text, e);
    }
    if (!"https".equalsIgnoreCase(url.getScheme()) || url.getHost() == null) {
      throw new IllegalArgumentException(
          "%s must be the https URL of a host, not %s".formatted(variable, text));
    }
    return text.replaceFirst("/+$", "");
  }

  private static String preview(String version) {
    if (!version.matches("\\d{4}-\\d{2}-\\d{2}(-preview)?")) {
      throw new IllegalArgumentException(
          "%s must be an API version such as %s, not %s"
              .formatted(PREVIEW_API_VERSION, DEFAULT_PREVIEW, version));
    }
    return version;
  }
}
