package io.securitybaseline.controlplane;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How control planes begin and end: each test has its own. */
class LifecycleIT {
  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final Pattern LOG_PATH = Pattern.compile("whole log: (\\S+)\\)");

  @TempDir private Path folder;

  @Test
  void restartsKeepDataAndAddressAndTheControllersGoOn() {
    try (ControlPlane controlPlane = ControlPlane.start()) {
      long firstPid = controlPlane.apiServerPid();
      controlPlane.kubectl("create", "namespace", "kept").orThrow();

      controlPlane.restartApiServer();
      assertThat(controlPlane.kubectl("get", "namespace", "kept").exitCode()).isZero();
      assertThat(controlPlane.apiServerPid()).isNotEqualTo(firstPid);

      controlPlane.killApiServer();
      assertThat(LoopbackPort.isFree(controlPlane.apiServerUrl().getPort())).isTrue();
      assertThat(controlPlane.kubectl("get", "namespace", "kept").exitCode()).isNotZero();

      controlPlane.startApiServer();
      controlPlane.kubectl("delete", "namespace", "kept", "--wait=false").orThrow();
      await()
          .atMost(PATIENCE)
          .until(() -> controlPlane.kubectl("get", "namespace", "kept").exitCode() != 0);
    }
  }

  @Test
  void twoAtATimeDoNotKnowOfEachOther() {
    try (ControlPlane one = ControlPlane.builder().withoutControllerManager().start();
        ControlPlane other = ControlPlane.builder().withoutControllerManager().start()) {
      one.kubectl("create", "namespace", "only-here").orThrow();

      assertThat(one.apiServerUrl()).isNotEqualTo(other.apiServerUrl());
      assertThat(other.kubectl("get", "namespace", "only-here").stderr()).contains("NotFound");
      assertThat(one.controllerManagerPid()).isEmpty();
      assertThatThrownBy(one::auditLog).isInstanceOf(IllegalStateException.class);
    }
  }

  @Test
  void closeLeavesNothingBehind() {
    List<ProcessHandle> before = ProcessHandle.current().descendants().toList();
    ControlPlane controlPlane = ControlPlane.start();
    List<Long> pids =
        List.of(
            controlPlane.etcdPid(),
            controlPlane.apiServerPid(),
            controlPlane.controllerManagerPid().orElseThrow());

    controlPlane.close();
    controlPlane.close();

    assertThat(pids).allSatisfy(pid -> assertThat(ProcessHandle.of(pid)).isEmpty());
    assertThat(controlPlane.dataFolder()).doesNotExist();
    assertThat(ProcessHandle.current().descendants()).isSubsetOf(before);
  }

  @Test
  void aNamedFolderAndAPortServeAgain() {
    int port = 0;
    try (ControlPlane first = builder().start()) {
      port = first.apiServerUrl().getPort();
      first.kubectl("create", "namespace", "kept").orThrow();
    }
    try (ControlPlane second = builder().apiServerPort(port).start()) {
      assertThat(second.apiServerUrl()).hasPort(port);
      assertThat(second.kubectl("get", "namespace", "kept").exitCode()).isZero();
    }
    assertThat(folder.resolve("kube-apiserver.log")).isNotEmptyFile();
  }

  @Test
  void aFailedStartReportsCauseAndLog() {
    ControlPlaneBuilder wrong = ControlPlane.builder().apiServerFlags("--no-such-flag=1");

    assertThatThrownBy(wrong::start)
        .isInstanceOf(ControlPlaneException.class)
        .hasMessageContaining("kube-apiserver ended")
        .hasMessageContaining("no-such-flag")
        .satisfies(failure -> {
          Matcher log = LOG_PATH.matcher(String.valueOf(failure.getMessage()));
          assertThat(log.find()).isTrue();
          Path path = Path.of(log.group(1));
          assertThat(path).isNotEmptyFile();
          FolderTree.delete(path.toAbsolutePath().resolveSibling("").normalize());
        });
  }

  @Test
  void aKilledJvmTakesItsServersAlong() throws IOException {
    Process jvm =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                ControlPlaneMain.class.getName())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (BufferedReader lines = jvm.inputReader()) {
      Path kubeconfig = Path.of(lines.readLine().replace("export KUBECONFIG=", ""));
      assertThat(kubeconfig).isNotEmptyFile();
      List<ProcessHandle> servers =
          jvm.descendants()
              .filter(child -> !child.info().command().orElse("").endsWith("sh"))
              .toList();
      assertThat(servers).hasSizeGreaterThanOrEqualTo(3);

      jvm.destroyForcibly();

      await().atMost(PATIENCE).until(() -> servers.stream().noneMatch(ProcessHandle::isAlive));
      await()
          .atMost(PATIENCE)
          .untilAsserted(() -> assertThat(kubeconfig.getParent()).doesNotExist());
    } finally {
      jvm.destroyForcibly();
    }
  }

  private ControlPlaneBuilder builder() {
    return ControlPlane.builder().dataFolder(folder).withoutControllerManager();
  }
}
