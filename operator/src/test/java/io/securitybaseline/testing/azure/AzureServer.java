package io.securitybaseline.testing.azure;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.securitybaseline.facts.azure.ManagedClusterId;
import io.securitybaseline.testing.Trust;
import io.securitybaseline.training.TrainingCertificate;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Entra ID's token endpoint, Microsoft Graph, and Azure Resource Manager for one cluster. What is
 * asked for is called {@code token}, {@code cluster}, {@code preview}, {@code upgrades}, {@code
 * versions}, {@code maintenance} and {@code pool/NAME}; what has no reply is 404.
 */
public final class AzureServer implements AutoCloseable {

  public static final String TENANT = "72f988bf-86f1-41af-91ab-2d7cd011db47";
  public static final ManagedClusterId CLUSTER =
      new ManagedClusterId("0b1f6471-1bf0-4dda-aec3-cb9272f09590", "rg-(prod)", "shop");

  /** What the pod's ServiceAccount token is, for workload identity. */
  public static final String ASSERTION = "header.payload.signature";

  /** The name of requests to Microsoft Graph. */
  public static final String BATCH = "/v1.0/$batch";

  /** A request as it came in. */
  public record Asked(String name, String method, String target, String body) {}

  private final HttpsServer server;
  private final TrainingCertificate certificate;
  private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
  private final Map<String, Reply> replies = new ConcurrentHashMap<>();
  private final List<Asked> asked = new CopyOnWriteArrayList<>();
  private final GraphDirectory graph;
  private final AtomicInteger issued = new AtomicInteger();

  private AzureServer(HttpsServer server, TrainingCertificate certificate) {
    this.server = server;
    this.certificate = certificate;
    this.graph = new GraphDirectory(url());
  }

  public static AzureServer start() {
    try {
      TrainingCertificate certificate = TrainingCertificate.create();
      HttpsServer https =
          HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      https.setHttpsConfigurator(new HttpsConfigurator(certificate.context()));
      AzureServer server = new AzureServer(https, certificate);
      https.createContext("/", server::answer);
      https.setExecutor(server.executor);
      https.start();
      server.reset();
      return server;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Forgets replies and requests; sign-in works. */
  public void reset() {
    replies.clear();
    asked.clear();
    graph.reset();
    revokeTokens();
  }

  /** Takes no token from before any more, and issues others. */
  public void revokeTokens() {
    issued.incrementAndGet();
    replies.put(
        "token",
        Reply.json(
            """
            {"token_type":"Bearer","expires_in":3600,"ext_expires_in":3600,"access_token":"%s"}\
            """
                .formatted(token())));
  }

  private String token() {
    return "token-of-entra-id-" + issued.get();
  }

  public void on(String name, Reply reply) {
    replies.put(name, reply);
  }

  public List<Asked> asked() {
    return List.copyOf(asked);
  }

  /** The requests to Azure Resource Manager, by name. */
  public List<String> armRequests() {
    return asked.stream()
        .map(Asked::name)
        .filter(name -> !name.equals("token") && !name.equals(BATCH))
        .toList();
  }

  /** The directory, which answers requests that are named {@value #BATCH}. */
  public GraphDirectory graph() {
    return graph;
  }

  public String url() {
    return "https://127.0.0.1:" + server.getAddress().getPort();
  }

  /** What a client has to trust. */
  public Trust trust() {
    return Trust.of(certificate.pem());
  }

  /**
   * The environment of a pod with workload identity in a cloud of this server's own.
   *
   * @param folder where the federated token is written
   */
  public Map<String, String> environment(Path folder) {
    try {
      Path token = Files.writeString(folder.resolve("azure-identity-token"), ASSERTION);
      return Map.of(
          "AZURE_TENANT_ID",
          TENANT,
          "AZURE_CLIENT_ID",
          "11111111-2222-3333-4444-555555555555",
          "AZURE_FEDERATED_TOKEN_FILE",
          token.toString(),
          "AZURE_AUTHORITY_HOST",
          url() + "/",
          "AZURE_RESOURCE_MANAGER_ENDPOINT",
          url(),
          "AZURE_GRAPH_ENDPOINT",
          url(),
          "AZURE_DISABLE_INSTANCE_DISCOVERY",
          "true");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    server.stop(0);
    executor.shutdownNow();
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      String target = exchange.getRequestURI().toString();
      String name = name(target);
      asked.add(new Asked(name, exchange.getRequestMethod(), target, body));
      String bearer = exchange.getRequestHeaders().getFirst("Authorization");
      Reply reply =
          name.equals("token") || Objects.equals(bearer, "Bearer " + token())
              ? reply(name, body)
              : Reply.error(401, "InvalidAuthenticationToken");
      reply.send(exchange);
    }
  }

  private Reply reply(String name, String body) {
    Reply scripted = replies.get(name);
    if (scripted != null) {
      return scripted;
    }
    return name.equals(BATCH) ? graph.batch(body) : Reply.error(404, "ResourceNotFound");
  }

  private static String name(String target) {
    String path = target.replaceFirst("\\?.*", "");
    if (path.equals("/" + TENANT + "/oauth2/v2.0/token")) {
      return "token";
    }
    if (path.endsWith("/kubernetesVersions")) {
      return "versions";
    }
    String rest = path.replaceFirst("^" + java.util.regex.Pattern.quote(CLUSTER.path()), "");
    return switch (rest) {
      case "" -> target.contains("-preview") ? "preview" : "cluster";
      case "/upgradeProfiles/default" -> "upgrades";
      case "/maintenanceConfigurations" ->
          target.contains("skiptoken") ? "maintenance/next" : "maintenance";
      default ->
          rest.matches("/agentPools/[^/]+/upgradeProfiles/default")
              ? "pool/" + rest.split("/", -1)[2]
              : target;
    };
  }
}
