package io.securitybaseline.testing;

import io.fabric8.kubernetes.client.Config;
import io.securitybaseline.controlplane.ControlPlane;
import io.securitybaseline.training.TrainingCertificate;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;

/**
 * Stands between an operator and a real API server: it can answer requests in the server's place,
 * cut every connection, and refuse new ones. It speaks HTTP/1.1.
 */
public final class ApiServerProxy implements AutoCloseable {

  private static final Pattern LENGTH = Pattern.compile("(?i)\r\ncontent-length: *(\\d+)\r\n");

  /** A line in a chunk of its own. */
  private static final byte[] GARBAGE = "8\r\ngarbage\n\r\n".getBytes(StandardCharsets.ISO_8859_1);

  private final TrainingCertificate certificate = TrainingCertificate.create();
  private final URI server;
  private final SSLContext trust;
  private final SSLServerSocket listener;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final Map<Socket, String> watches = new ConcurrentHashMap<>();
  private final List<InjectedAnswer> faults = new CopyOnWriteArrayList<>();
  private volatile boolean refusing;

  private ApiServerProxy(URI server, SSLContext trust) throws IOException {
    this.server = server;
    this.trust = trust;
    this.listener =
        (SSLServerSocket)
            certificate
                .context()
                .getServerSocketFactory()
                .createServerSocket(0, 50, InetAddress.getLoopbackAddress());
  }

  public static ApiServerProxy before(ControlPlane controlPlane) {
    try {
      ApiServerProxy proxy =
          new ApiServerProxy(
              controlPlane.apiServerUrl(),
              Trust.of(Config.fromKubeconfig(controlPlane.adminKubeconfig()).getCaCertData())
                  .context());
      proxy.threads.execute(proxy::accept);
      return proxy;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The same access, through this proxy. */
  public Config config(OperatorAccess access) {
    Config config = access.config();
    config.setMasterUrl("https://127.0.0.1:" + listener.getLocalPort() + "/");
    config.setCaCertData(certificate.pem());
    return config;
  }

  /** Answers such requests itself, so many times. */
  public void answer(String path, int code, String message, int times) {
    faults.add(new InjectedAnswer(path, code, message, new AtomicInteger(times)));
  }

  /** Passes everything on from now on. */
  public void heal() {
    faults.clear();
    refusing = false;
  }

  /** Sends something that is no event down the watches of a path. */
  public void corrupt(String path) {
    watches.forEach((client, watched) -> {
      if (watched.contains(path)) {
        try {
          client.getOutputStream().write(GARBAGE);
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      }
    });
  }

  /** Cuts every connection there is. */
  public void cut() {
    open.forEach(ApiServerProxy::close);
  }

  /** Cuts every connection, and accepts no other. */
  public void refuse() {
    refusing = true;
    cut();
  }

  @Override
  public void close() {
    try {
      listener.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    cut();
    threads.shutdownNow();
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        Socket client = listener.accept();
        if (refusing) {
          close(client);
        } else {
          threads.execute(() -> serve(client));
        }
      } catch (IOException e) {
        // Closed, or a client that gave up.
      }
    }
  }

  private void serve(Socket client) {
    open.add(client);
    try (client;
        Socket backend =
            trust.getSocketFactory().createSocket(server.getHost(), server.getPort())) {
      open.add(backend);
      if (refusing) {
        // It was accepted before, and is among the open ones only since every other was cut.
        return;
      }
      threads.execute(() -> copy(backend, client));
      InputStream in = new BufferedInputStream(client.getInputStream());
      OutputStream out = backend.getOutputStream();
      for (String head = head(in); !head.isEmpty(); head = head(in)) {
        Optional<InjectedAnswer> fault = fault(head);
        if (fault.isPresent()) {
          client.getOutputStream().write(fault.get().response());
          return;
        }
        if (path(head).contains("watch=true")) {
          watches.put(client, path(head));
        }
        out.write(head.getBytes(StandardCharsets.ISO_8859_1));
        Matcher length = LENGTH.matcher(head);
        out.write(in.readNBytes(length.find() ? Integer.parseInt(length.group(1)) : 0));
        out.flush();
      }
    } catch (IOException e) {
      // One side is gone; the other is closed with it.
    } finally {
      open.remove(client);
      watches.remove(client);
    }
  }

  private void copy(Socket from, Socket to) {
    try (from;
        to) {
      from.getInputStream().transferTo(to.getOutputStream());
    } catch (IOException e) {
      // As above.
    } finally {
      open.remove(from);
    }
  }

  private Optional<InjectedAnswer> fault(String head) {
    String path = path(head);
    return faults.stream()
        .filter(fault -> path.contains(fault.path()))
        .filter(fault -> fault.times().getAndDecrement() > 0)
        .findFirst();
  }

  private static String path(String head) {
    return head.split(" ", 3)[1];
  }

  /** Up to the empty line; empty at the end of the stream. */
  private static String head(InputStream in) throws IOException {
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    for (int next = in.read(); next >= 0; next = in.read()) {
      head.write(next);
      if (next == '\n' && head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
        return head.toString(StandardCharsets.ISO_8859_1);
      }
    }
    return "";
  }

  private static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
