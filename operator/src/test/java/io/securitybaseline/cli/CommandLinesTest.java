package io.securitybaseline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.util.ContextInitializer;
import ch.qos.logback.core.joran.spi.JoranException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;

class CommandLinesTest {
  private static final String KUBECONFIG =
      """
      current-context: a
      contexts: [{name: a, context: {cluster: a, user: a}}]
      clusters: [{name: a, cluster: {server: "https://127.0.0.1:1"}}]
      users: [{name: a, user: {token: nobody}}]
      """;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private final CommandLine commandLine =
      CommandLines.commandLine()
          .setOut(new PrintWriter(out, true))
          .setErr(new PrintWriter(err, true));

  @AfterEach
  void restoreLogging() throws JoranException {
    LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
    context.reset();
    new ContextInitializer(context).autoConfig();
  }

  @Test
  void nothingAskedForShowsWhatThereIs() {
    assertThat(execute()).isEqualTo(2);
    assertThat(err.toString()).contains("Usage: security-baseline-operator", "run", "version");
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void help() {
    assertThat(execute("--help")).isZero();
    assertThat(out.toString()).contains("Usage: security-baseline-operator");
    assertThat(err.toString()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"version", "--version"})
  void version(String argument) {
    assertThat(execute(argument)).isZero();
    assertThat(out.toString()).isEqualToIgnoringNewLines("dev");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          nosuch                        | Unmatched argument at index 0: 'nosuch'
          --nosuch                      | Unknown option: '--nosuch'
          run --prot 1                  | Unknown options: '--prot'
          run --port                    | Missing required parameter for option '--port' (PORT)
          run --port x                  | 'x' is not an int
          run --log-format xml          | but was 'xml'
          run --log-level loud          | but was 'loud'
          run --leader-election=perhaps | 'perhaps' is not a boolean
          run --port 70000              | --port takes 0 to 65535, not 70000
          run --workers 0               | --workers takes 1 to 256, not 0
          """)
  void mistakeIsReportedInOneLineAndEndsWithTwo(String arguments, String message) {
    assertThat(execute(arguments.split(" ", -1))).isEqualTo(2);
    assertThat(err.toString().lines()).hasSize(1).first().asString().contains(message);
    assertThat(out.toString()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"run", "plan", "rollback", "version"})
  void everyCommandHasHelpThatFitsTheTerminal(String command) {
    assertThat(execute(command, "--help")).isZero();
    String own = out.toString();
    out.getBuffer().setLength(0);
    assertThat(execute("help", command)).isZero();

    assertThat(out).hasToString(own);
    assertThat(own.lines()).allMatch(line -> line.length() <= 100);
    assertThat(own).startsWith("Usage: security-baseline-operator " + command);
    assertThat(err.toString()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"run", "plan", "rollback"})
  void whatNeedsAClusterTakesTheUsualOptions(String command) {
    assertThat(
            Objects.requireNonNull(CommandLines.commandLine().getSubcommands().get(command))
                .getCommandSpec()
                .optionsMap())
        .containsKeys("--kubeconfig", "--context", "-q", "--quiet", "-h", "--help");
  }

  @Test
  void lineNamesTheCommandAndWhereToReadOn() {
    execute("run", "--port", "x");

    assertThat(err.toString())
        .startsWith("run: ")
        .contains("(see security-baseline-operator run --help)");
  }

  @Test
  void failureToStartIsReportedInOneLineAndEndsWithOne(@TempDir Path folder) throws IOException {
    Path kubeconfig = Files.writeString(folder.resolve("kubeconfig"), KUBECONFIG);
    try (ServerSocket taken = new ServerSocket(0)) {
      String port = String.valueOf(taken.getLocalPort());
      assertThat(execute("run", "--port", port, "--kubeconfig", kubeconfig.toString()))
          .isEqualTo(1);
    }
    assertThat(err.toString().lines())
        .hasSize(1)
        .first()
        .asString()
        .startsWith("run: cannot listen on port ")
        .endsWith("choose another with --port, 0 picks a free one");
  }

  @Test
  void unsetEnvironmentLeavesTheLeaseToTheNamespaceWeRunIn() {
    assertThat((String) option("run", "--leader-election-namespace")).isNullOrEmpty();
    assertThat((String) option("run --leader-election-namespace x", "--leader-election-namespace"))
        .isEqualTo("x");
  }

  @Test
  void defaults() {
    assertThat((Integer) option("run", "--port")).isEqualTo(8080);
    assertThat((Integer) option("run", "--workers")).isEqualTo(32);
    assertThat((Integer) option("run", "--writes-per-second")).isZero();
    assertThat((Integer) option("run", "--startup-timeout")).isEqualTo(60);
    assertThat((Integer) option("run", "--list-timeout")).isEqualTo(120);
    assertThat((Boolean) option("run", "--leader-election")).isFalse();
    assertThat(option("run", "--log-level")).hasToString("info");
    assertThat(option("run", "--log-format")).hasToString("text");
  }

  @Test
  void flagsInCommonNotations() {
    assertThat((Boolean) option("run --leader-election", "--leader-election")).isTrue();
    assertThat((Boolean) option("run --leader-election=false", "--leader-election")).isFalse();
    assertThat(option("run --log-level=WARN", "--log-level")).hasToString("warn");
    assertThat(option("run --log-format JSON", "--log-format")).hasToString("json");
  }

  private Object option(String arguments, String name) {
    CommandLine fresh = CommandLines.commandLine();
    return fresh
        .parseArgs(arguments.split(" ", -1))
        .subcommand()
        .commandSpec()
        .findOption(name)
        .getValue();
  }

  private int execute(String... arguments) {
    return CommandLines.execute(commandLine, arguments);
  }
}
