package io.securitybaseline.runtime;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.util.ContextInitializer;
import ch.qos.logback.core.joran.spi.JoranException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

class LoggingTest {
  private static final Logger log = LoggerFactory.getLogger("io.securitybaseline.test");

  private final PrintStream terminal = System.err;
  private final ByteArrayOutputStream captured = new ByteArrayOutputStream();

  @BeforeEach
  void capture() {
    System.setErr(new PrintStream(captured, true, UTF_8));
  }

  @AfterEach
  void restore() throws JoranException {
    System.setErr(terminal);
    LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
    context.reset();
    new ContextInitializer(context).autoConfig();
  }

  @Test
  void textIsOneLineWithItsKeys() {
    Logging.configure(false, Level.INFO);

    log.atInfo().addKeyValue("namespace", "shop").log("changed");
    log.info("plain");

    assertThat(lines().getFirst())
        .matches(
            "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z INFO  changed namespace=\"shop\"");
    assertThat(lines().getLast()).endsWith("INFO  plain");
  }

  @Test
  void jsonLineParses() throws JsonProcessingException {
    Logging.configure(true, Level.INFO);

    log.atWarn()
        .addKeyValue("error", "a \"quoted\"\nword")
        .setCause(new IllegalStateException("why"))
        .log("it failed in {}", "shop");

    assertThat(lines()).hasSize(1);
    JsonNode line = new ObjectMapper().readTree(lines().getFirst());
    assertThat(line.path("level").asText()).isEqualTo("WARN");
    assertThat(line.path("formattedMessage").asText()).isEqualTo("it failed in shop");
    assertThat(line.path("timestamp").isNumber()).isTrue();
    assertThat(line.at("/kvpList/0/error").asText()).isEqualTo("a \"quoted\"\nword");
    assertThat(line.at("/throwable/message").asText()).isEqualTo("why");
  }

  @Test
  void noTextFromTheClusterForgesALineOrDrivesATerminal() {
    String hostile = "x\n2026-01-01T00:00:00.000Z ERROR forged\u001b[2J\u202e\u009b";
    String escaped = "x\\n2026-01-01T00:00:00.000Z ERROR forged\\u001b[2J\\u202e\\u009b";
    Logging.configure(false, Level.INFO);

    log.atWarn()
        .addKeyValue("error", hostile + "\" level=\"INFO")
        .setCause(new IllegalStateException(hostile, new IllegalArgumentException(hostile)))
        .log("failed {}", hostile);

    assertThat(lines().getFirst())
        .endsWith("WARN  failed " + escaped + " error=\"" + escaped + "\\\" level=\\\"INFO\"");
    assertThat(lines().get(1)).isEqualTo("java.lang.IllegalStateException: " + escaped);
    assertThat(lines())
        .contains("Caused by: java.lang.IllegalArgumentException: " + escaped)
        .noneMatch(line -> line.startsWith("2026-01-01"));
    assertThat(captured.toString(UTF_8)).doesNotContain("\u001b", "\u202e", "\u009b");
  }

  @Test
  void jsonHoldsNoSuchCharacterEither() throws JsonProcessingException {
    String hostile = "x\n\u001b[2J\u007f\u009b\u202e\u2028";
    Logging.configure(true, Level.INFO);

    log.atWarn().addKeyValue("error", hostile).log("failed");

    assertThat(lines()).hasSize(1);
    assertThat(captured.toString(UTF_8))
        .doesNotContain("\u001b", "\u007f", "\u009b", "\u202e", "\u2028");
    JsonNode line = new ObjectMapper().readTree(lines().getFirst());
    assertThat(line.at("/kvpList/0/error").asText()).isEqualTo(hostile);
  }

  @Test
  void levelIsTheLeastThatIsLogged() {
    Logging.configure(false, Level.WARN);

    log.info("hidden");
    log.warn("shown");

    assertThat(lines()).hasSize(1).first().asString().endsWith("shown");
  }

  @Test
  void theFrameworksChatterShowsOnlyToWhoDebugs() {
    Logger framework = LoggerFactory.getLogger("io.javaoperatorsdk.operator.Operator");

    Logging.configure(false, Level.INFO);
    framework.info("chatter");
    assertThat(lines()).isEmpty();

    Logging.configure(false, Level.DEBUG);
    framework.info("chatter");
    assertThat(lines()).hasSize(1);
  }

  private List<String> lines() {
    return captured.toString(UTF_8).lines().toList();
  }
}
