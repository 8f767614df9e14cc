package io.securitybaseline.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.securitybaseline.controlplane.ControlPlane;
import io.securitybaseline.testing.GeneratedFile;
import io.securitybaseline.testing.OperatorAccess;
import io.securitybaseline.testing.OperatorProcess;
import io.securitybaseline.testing.ProgramRun;
import io.securitybaseline.testing.TestCluster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every command of the built program, with correct and with wrong usage: the document is on
 * standard output, everything else on standard error, and a mistake is one line.
 */
class CommandLineIT {

  private static final int AT_A_TIME = 4;
  private static final Path FILES =
      GeneratedFile.repository().resolve("operator/src/test/resources/manifests");

  /** Arguments, exit code, and patterns of all of standard output and standard error. */
  private static final String CASES =
      """
                                       | 2 |                      | Usage: security-baseline-operator .*
      --help                           | 0 | Usage: .*rollback.*  |
      nosuch                           | 2 |                      | security-baseline-operator: Unmatched argument at index 0: 'nosuch' .*--help\\)
      help nosuch                      | 2 |                      | security-baseline-operator: Unknown subcommand 'nosuch'.*
      help run                         | 0 | Usage: security-baseline-operator run.*--kubeconfig.*--context.*--quiet.* |
      help plan                        | 0 | Usage: security-baseline-operator plan.*--namespace.*--kubeconfig.*--context.*--quiet.* |
      run --help                       | 0 | Usage: security-baseline-operator run.*  |
      rollback -h                      | 0 | Usage: security-baseline-operator rollback.* |
      version --help                   | 0 | Usage: security-baseline-operator version.* |
      version                          | 0 | [0-9]+[.].*          |
      --version                        | 0 | [0-9]+[.].*          |
      version x                        | 2 |                      | version: Unmatched argument at index 1: 'x' .*
      run --port 70000                 | 2 |                      | run: --port takes 0 to 65535, not 70000
      run --port 0 --kubeconfig nosuch | 1 |                      | run: kubeconfig nosuch: the file does not exist
      run --port 0 --kubeconfig {down} --startup-timeout 1 --quiet | 1 | | (?:.* WARN .*\\R)?run: no answer from the API server at https://127.0.0.1:1/ within 1 seconds: connection refused: check the kubeconfig and the network
      run --port 0 --kubeconfig {anyone} --startup-timeout 1 | 1 |  | run: the API server at {server} denies access: Unauthorized: choose other credentials .*
      help report                      | 0 | Usage: security-baseline-operator report.*--namespace.*--kubeconfig.* |
      report -o nosuch                 | 2 |                      | report: Invalid value for option '--output': .*
      report --kubeconfig {down}       | 1 |                      | report: cannot reach the API server at https://127.0.0.1:1/: connection refused: .*
      report --kubeconfig {up} -n nosuch | 1 |                    | report: there is no namespace nosuch in the cluster
      report --kubeconfig {up} -f {files}/accepted-everything-off.yaml -q | 0 | InstanceMetadata .*no findings\\R |
      report --kubeconfig {up} -f {files}/accepted-everything-off.yaml -o sarif | 0 | \\{.*"version" : "2.1.0".*\\}\\R |
      plan                             | 1 |                      | plan: no kubeconfig found: set --kubeconfig or KUBECONFIG, or write it to .*
      plan --kubeconfig nosuch         | 1 |                      | plan: kubeconfig nosuch: the file does not exist
      plan --kubeconfig {broken}       | 1 |                      | plan: kubeconfig .*:2:1: is not YAML: .*
      plan --kubeconfig {up} --context zz | 1 |                   | plan: kubeconfig .* has no context zz: it has .*
      plan --kubeconfig {down} --context gone | 1 |               | plan: kubeconfig .*: context gone refers to cluster nowhere, which does not exist: .*\\(down, exec, gone, name\\)
      plan --kubeconfig {down} --context exec | 1 |               | plan: the credential plugin no-such-plugin of user exec returns no credentials: .*
      plan --kubeconfig {down} --context name | 1 |               | plan: cannot reach the API server at https://no-such-host.invalid/: its name cannot be resolved: .*
      plan --kubeconfig {down}         | 1 |                      | plan: cannot reach the API server at https://127.0.0.1:1/: connection refused: .*
      plan --kubeconfig {anyone}       | 1 |                      | plan: the API server at {server} does not accept the credentials: .*
      plan --kubeconfig {up} -n nosuch | 1 |                      | plan: there is no namespace nosuch in the cluster
      plan --kubeconfig {up} -f {files}/accepted-everything-off.yaml | 0 | nothing to change\\R |
      plan --kubeconfig {up} -f {files}/accepted-everything-off.yaml -o json | 0 | \\{.*"planned" : \\[ \\].*\\}\\R |
      plan -f {files}/refused-unknown-field.yaml | 1 |            | plan: .*/refused-unknown-field.yaml: strict decoding error: unknown field "spec.groupBindings.protectedUser"
      plan -f {files}/refused-group-id-is-a-name.yaml | 1 |       | plan: [^\\n]*: spec.groupBindings.groups\\[0\\].objectId: Invalid value: "my-group": a group's objectId must be[^\\n]*
      plan -f {files}/baseline.yaml --manifests nosuch | 1 |      | plan: nosuch: the file does not exist
      plan -f {files}/baseline.yaml --manifests {files}/anchors.yaml | 3 | SwapSubjects .*RoleBinding/one.*RoleBinding/two.*\\Rchanges: 2 by Enforce, .* |
      plan -f {files}/baseline.yaml --manifests {files}/anchors.yaml -o json | 3 | \\{.*\\}\\R |
      plan -f {files}/baseline.yaml --manifests {files}/anchors.yaml -o yaml | 3 | planned:.* |
      plan -f {files}/baseline.yaml --manifests {files}/role-binding-list.yaml -n web | 3 | SwapSubjects  web RoleBinding/two.*\\Rchanges: 1 by Enforce, .* |
      plan -f {files}/baseline.yaml --manifests {files}/nothing-to-change.json -q | 0 | nothing to change\\R |
      plan -f {files}/baseline.yaml --manifests {mixed} | 1 | SwapSubjects .*RoleBinding/one.*not read: .* in what was read\\R | plan: .*/helm-template.yaml:1:3: is not YAML: [^\\n]*helm template CHART\\)
      plan -f - --manifests -          | 2 |                      | plan: -f and --manifests cannot both read standard input .*
      plan --manifests {files} --context x | 2 |                  | plan: --manifests takes no cluster: leave out --kubeconfig and --context .*
      plan -o xml                      | 2 |                      | plan: Invalid value for option '--output': .*
      rollback                         | 2 |                      | rollback: Missing required argument .*--all.*
      rollback --all --kubeconfig nosuch | 1 |                    | rollback: kubeconfig nosuch: the file does not exist
      rollback --all --kubeconfig {down} | 1 |                    | rollback: cannot reach the API server at https://127.0.0.1:1/: connection refused: .*
      rollback --cluster-binding no-such --kubeconfig {up} | 1 |  | rollback: there is no ClusterRoleBinding no-such
      rollback -n kube-public --kubeconfig {up} -q | 0 |          |
      """;

  @TempDir private static Path folder;
  private static TestCluster cluster;
  private static final Map<String, String> NAMED = new HashMap<>();
  private static final Map<String, Future<ProgramRun>> RUNS = new HashMap<>();
  private static final ExecutorService PROCESSES = Executors.newFixedThreadPool(AT_A_TIME);

  @BeforeAll
  static void runAll() throws IOException {
    cluster = TestCluster.on(ControlPlane.shared());
    String server = cluster.client().getMasterUrl().toString();
    NAMED.put("{server}", server);
    NAMED.put("{files}", FILES.toString());
    NAMED.put("{up}", cluster.controlPlane().kubeconfigFile().toString());
    NAMED.put("{broken}", file("broken.kubeconfig", "contexts: [\n"));
    NAMED.put("{down}", file("down.kubeconfig", Kubeconfigs.DOWN));
    NAMED.put("{anyone}", file("anyone.kubeconfig", Kubeconfigs.ANYONE.formatted(server)));
    Path mixed = Files.createDirectories(folder.resolve("mixed"));
    for (String name : List.of("anchors.yaml", "helm-template.yaml")) {
      Files.copy(FILES.resolve(name), mixed.resolve(name));
    }
    NAMED.put("{mixed}", mixed.toString());
    for (Case each : Case.all()) {
      RUNS.put(each.arguments(), PROCESSES.submit(() -> run("", each.words())));
    }
  }

  @AfterAll
  static void end() {
    PROCESSES.shutdownNow();
    cluster.close();
  }

  record Case(String arguments, int exitCode, Pattern stdout, Pattern stderr) {

    static List<Case> all() {
      return CASES.lines().map(Case::of).toList();
    }

    private static Case of(String line) {
      String[] columns = line.split(" *\\| *", -1);
      return new Case(
          columns[0].strip(),
          Integer.parseInt(columns[1]),
          pattern(columns[2]),
          pattern(columns[3].isEmpty() ? "" : columns[3] + "\\R"));
    }

    private static Pattern pattern(String column) {
      return Pattern.compile(
          column.strip().replace("{server}", Pattern.quote(NAMED.getOrDefault("{server}", ""))),
          Pattern.DOTALL);
    }

    List<String> words() {
      List<String> words = new ArrayList<>();
      for (String word : arguments.isEmpty() ? new String[0] : arguments.split(" +", -1)) {
        String named = word;
        for (Map.Entry<String, String> entry : NAMED.entrySet()) {
          named = named.replace(entry.getKey(), entry.getValue());
        }
        words.add(named);
      }
      return words;
    }
  }

  static Stream<Arguments> cases() {
    return Case.all().stream().map(each -> argumentSet("[" + each.arguments() + "]", each));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void documentMessagesAndExitCodeAreWhereTheyBelong(Case each) throws Exception {
    ProgramRun run = Objects.requireNonNull(RUNS.get(each.arguments())).get();

    assertThat(run.exitCode()).as(run.output()).isEqualTo(each.exitCode());
    assertThat(run.stdout()).as(run.stderr()).matches(each.stdout());
    assertThat(run.stderr()).matches(each.stderr());
    assertThat(run.output()).doesNotContain("Exception", "\tat ", "DEBUG");
    if (!each.arguments().contains("-o ")) {
      assertThat(run.stdout().lines()).allMatch(line -> line.length() <= 100);
    }
    if (each.arguments().endsWith("-o json")) {
      assertThat(new ObjectMapper().readTree(run.stdout()).has("planned")).isTrue();
    }
  }

  @Test
  void standardInputIsRead() throws IOException {
    String baseline = Files.readString(FILES.resolve("baseline.yaml"));
    String bindings = Files.readString(FILES.resolve("role-binding-list.yaml"));

    ProgramRun one =
        run(baseline, List.of("plan", "-f", "-", "--manifests", FILES + "/anchors.yaml"));
    ProgramRun other =
        run(baseline + "---\n" + bindings, List.of("plan", "--manifests", "-", "-o", "json"));

    assertThat(one.exitCode()).as(one.output()).isEqualTo(3);
    assertThat(other.exitCode()).as(other.output()).isEqualTo(3);
    assertThat(other.stdout()).contains("RoleBinding/one", "RoleBinding/two");
  }

  @Test
  void runLogsToStandardErrorAlone() {
    try (OperatorProcess operator =
        OperatorProcess.start(OperatorAccess.to(ControlPlane.shared()), folder, "run")) {
      operator.awaitLog("operator ready");

      assertThat(operator.terminate()).isEqualTo(143);
      assertThat(operator.stdout()).isEmpty();
    }
  }

  @Test
  void theLibraryOfRulesIsLoadedByPlanAlone() throws IOException {
    Path loaded = folder.resolve("classes");
    ProgramRun run =
        ProgramRun.with(
            Map.of(),
            "",
            List.of("-Xlog:class+load:file=" + loaded),
            List.of(
                "run",
                "--port",
                "0",
                "--kubeconfig",
                Objects.requireNonNull(NAMED.get("{down}")),
                "--startup-timeout",
                "1"));

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(Files.readString(loaded))
        .contains("io.securitybaseline.runtime.Preflight")
        .doesNotContain("dev.cel.", "com.google.protobuf.", "org.antlr.")
        .doesNotContain("io.securitybaseline.cli.schema.");
  }

  private static ProgramRun run(String input, List<String> arguments) {
    return ProgramRun.with(Map.of("HOME", folder.toString()), input, arguments);
  }

  private static String file(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text).toString();
  }
}
