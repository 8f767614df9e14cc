package io.securitybaseline.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A real Chromium without a window, driven by the W3C WebDriver protocol. Debian's packages are
 * installed where they are missing and the user is root, as on a new machine of the gate.
 */
public final class Browser implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Path CHROMIUM = Path.of("/usr/bin/chromium");
  private static final Path DRIVER = Path.of("/usr/bin/chromedriver");
  private static final Pattern STARTED = Pattern.compile("on port (\\d+)");
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  /** The key of the Enter key in the protocol. */
  public static final String ENTER = "\uE007";

  /** That of the Tab key. */
  public static final String TAB = "\uE004";

  private final HttpClient http = HttpClient.newHttpClient();
  private final Process driver;
  private final Path profile;
  private final String session;

  private Browser(Process driver, Path profile, int port) {
    this.driver = driver;
    this.profile = profile;
    String server = "http://127.0.0.1:" + port + "/session";
    JsonNode created = send("POST", server, capabilities(profile));
    this.session = server + "/" + created.get("sessionId").asText();
  }

  /** Starts one. */
  public static Browser start() {
    try {
      install();
      Path profile = Files.createTempDirectory("chromium");
      Process driver =
          new ProcessBuilder(DRIVER.toString(), "--port=0").redirectErrorStream(true).start();
      return new Browser(driver, profile, port(driver));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void install() throws IOException {
    if (Files.isExecutable(CHROMIUM) && Files.isExecutable(DRIVER)) {
      return;
    }
    run("apt-get", "-qq", "update");
    run(
        "apt-get",
        "-qq",
        "install",
        "--yes",
        "--no-install-recommends",
        "chromium",
        "chromium-driver",
        "fonts-dejavu-core");
  }

  private static void run(String... command) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD);
    builder.environment().put("DEBIAN_FRONTEND", "noninteractive");
    try {
      if (started(builder, command).waitFor() != 0) {
        throw missing(command, "failed");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  private static Process started(ProcessBuilder builder, String[] command) throws IOException {
    try {
      return builder.start();
    } catch (IOException _) {
      throw missing(command, "cannot be started");
    }
  }

  private static IOException missing(String[] command, String problem) {
    return new IOException(
        "Chromium is missing and \"%s\" %s: run it as root with access to Debian's packages, or install chromium and chromium-driver"
            .formatted(String.join(" ", command), problem));
  }

  private static int port(Process driver) throws IOException {
    BufferedReader output = driver.inputReader();
    for (String line = output.readLine(); line != null; line = output.readLine()) {
      Matcher matcher = STARTED.matcher(line);
      if (matcher.find() && !matcher.group(1).equals("0")) {
        return Integer.parseInt(matcher.group(1));
      }
    }
    throw new IOException("chromedriver did not start");
  }

  private static Map<String, Object> capabilities(Path profile) {
    List<String> arguments =
        List.of(
            "--headless=new",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-dev-shm-usage",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--force-device-scale-factor=1",
            "--window-size=1280,1500",
            "--user-data-dir=" + profile);
    return Map.of(
        "capabilities",
        Map.of(
            "alwaysMatch",
            Map.of(
                "goog:chromeOptions",
                Map.of("binary", CHROMIUM.toString(), "args", arguments),
                "goog:loggingPrefs",
                Map.of("browser", "ALL"))));
  }

  public void open(Path page) {
    send("POST", session + "/url", Map.of("url", page.toUri().toString()));
  }

  /** The value of a JavaScript expression. */
  public JsonNode evaluate(String expression) {
    return send(
        "POST",
        session + "/execute/sync",
        Map.of("script", "return " + expression, "args", List.of()));
  }

  /** Presses keys, wherever the focus is. */
  public void type(String keys) {
    List<Map<String, String>> actions =
        keys.codePoints()
            .mapToObj(Character::toString)
            .flatMap(key ->
                List.of(
                    Map.of("type", "keyDown", "value", key), Map.of("type", "keyUp", "value", key))
                    .stream())
            .toList();
    send(
        "POST",
        session + "/actions",
        Map.of("actions", List.of(Map.of("type", "key", "id", "keys", "actions", actions))));
  }

  /** What the page complained about, a line each. */
  public List<String> complaints() {
    return send("POST", session + "/se/log", Map.of("type", "browser")).findValuesAsText("message");
  }

  /** A picture of what the window shows, as PNG. */
  public byte[] screenshot() {
    return Base64.getDecoder().decode(send("GET", session + "/screenshot", Map.of()).asText());
  }

  /** The page as it is printed, as PDF. */
  public byte[] print() {
    return Base64.getDecoder().decode(send("POST", session + "/print", Map.of()).asText());
  }

  private JsonNode send(String method, String uri, Map<String, Object> body) {
    try {
      HttpRequest.Builder request =
          HttpRequest.newBuilder(URI.create(uri))
              .timeout(PATIENCE)
              .header("Content-Type", "application/json");
      String json = JSON.writeValueAsString(body);
      request.method(
          method, method.equals("POST") ? BodyPublishers.ofString(json) : BodyPublishers.noBody());
      JsonNode answer =
          JSON.readTree(http.send(request.build(), BodyHandlers.ofString()).body()).path("value");
      if (answer.has("error")) {
        throw new IllegalStateException(answer.get("message").asText());
      }
      return answer;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    send("DELETE", session, Map.of());
    driver.destroy();
    try {
      driver.waitFor(10, TimeUnit.SECONDS);
      http.close();
      try (var files = Files.walk(profile)) {
        files
            .sorted(Comparator.reverseOrder())
            .forEach(file -> Objects.requireNonNull(file).toFile().delete());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
