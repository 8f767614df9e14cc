package io.securitybaseline.training;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.securitybaseline.training.Connection.Request;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLServerSocket;

/**
 * An API server in this process over a small sample cluster: lists, watches over WebSockets, writes
 * without validation. It exists so that an image build can learn which classes an operator needs.
 */
public final class TrainingServer implements AutoCloseable {

  private static final String POLICIES = "apis/networking.k8s.io/v1/networkpolicies";
  private static final String REVIEWS = "apis/authorization.k8s.io/";

  /** What may be done: everything. */
  private static final String EVERY_RIGHT =
      """
      {"apiVersion":"authorization.k8s.io/v1","kind":"SelfSubjectRulesReview","metadata":{},"spec":{},
       "status":{"incomplete":false,"nonResourceRules":[],
        "resourceRules":[{"apiGroups":["*"],"resources":["*"],"verbs":["*"]}]}}
      """;

  private static final int CREATED = 201;
  private static final int OK = 200;
  private static final int NOT_FOUND = 404;

  private final ServerSocket listener;
  private final SampleCluster cluster = new SampleCluster();
  private final ExecutorService connections = Executors.newVirtualThreadPerTaskExecutor();

  private TrainingServer(ServerSocket listener) {
    this.listener = listener;
  }

  /** Listens with the certificate on a free port of the loopback interface. */
  public static TrainingServer start(TrainingCertificate certificate) {
    try {
      ServerSocket listener =
          certificate
              .context()
              .getServerSocketFactory()
              .createServerSocket(0, 0, InetAddress.getLoopbackAddress());
      takeWhatTheClientPrefers((SSLServerSocket) listener);
      TrainingServer server = new TrainingServer(listener);
      server.connections.execute(server::accept);
      return server;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** As a real API server does, so that the classes of that cipher are learned. */
  private static void takeWhatTheClientPrefers(SSLServerSocket listener) {
    SSLParameters parameters = listener.getSSLParameters();
    parameters.setUseCipherSuitesOrder(false);
    listener.setSSLParameters(parameters);
  }

  public String url() {
    return "https://127.0.0.1:" + listener.getLocalPort();
  }

  /** How many NetworkPolicies there are now. */
  public int policies() {
    return cluster.count(POLICIES);
  }

  /** Takes an object away, as another client in the cluster might. */
  public void delete(String path) {
    cluster.delete(ResourcePath.parse(path));
  }

  @Override
  public void close() {
    try {
      listener.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      connections.shutdownNow();
    }
  }

  private void accept() {
    try {
      while (!listener.isClosed()) {
        Socket socket = listener.accept();
        connections.execute(() -> serve(socket));
      }
    } catch (IOException _) {
      // The listener was closed: the training is over.
    }
  }

  private void serve(Socket socket) {
    try (Connection connection = new Connection(socket)) {
      for (var request = connection.next(); request.isPresent(); request = connection.next()) {
        ResourcePath path = ResourcePath.parse(request.get().target());
        if (path.watch()) {
          watch(connection, request.get(), path);
          return;
        }
        answer(connection, request.get(), path);
      }
    } catch (IOException _) {
      // The client has gone, as it may at any time.
    }
  }

  private void watch(Connection connection, Request request, ResourcePath path) throws IOException {
    connection.upgrade(request);
    Runnable end = cluster.watch(path, event -> send(connection, event));
    try {
      connection.awaitClose();
    } finally {
      end.run();
    }
  }

  private static void send(Connection connection, String event) {
    try {
      connection.send(event);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void answer(Connection connection, Request request, ResourcePath path)
      throws IOException {
    switch (request.method()) {
      case "POST" ->
          connection.answer(
              CREATED,
              path.collection().startsWith(REVIEWS) ? EVERY_RIGHT : cluster.put(object(request)));
      case "PUT" -> connection.answer(OK, cluster.put(object(request)));
      case "PATCH" ->
          connection.answer(
              OK,
              path.status()
                  ? cluster.putStatus(path, object(request))
                  : cluster.put(object(request)));
      case "DELETE" -> orNotFound(connection, cluster.delete(path));
      default -> {
        if (path.single()) {
          orNotFound(connection, cluster.find(path));
        } else {
          connection.answer(OK, cluster.list(path));
        }
      }
    }
  }

  private static void orNotFound(Connection connection, Optional<String> object)
      throws IOException {
    if (object.isPresent()) {
      connection.answer(OK, object.get());
    } else {
      connection.answer(
          NOT_FOUND,
          "{\"kind\":\"Status\",\"apiVersion\":\"v1\",\"status\":\"Failure\","
              + "\"reason\":\"NotFound\",\"message\":\"not found\",\"code\":404}");
    }
  }

  private static ObjectNode object(Request request) throws IOException {
    return (ObjectNode) SampleCluster.JSON.readTree(request.body());
  }
}
