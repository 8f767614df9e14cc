package io.securitybaseline.controls.podsecurity;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import io.securitybaseline.api.spec.PodSecurityLevel;
import io.securitybaseline.controls.podsecurity.Fixtures.Fixture;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The verdicts on Kubernetes' own fixtures are those that the fixtures stand for. */
class PodSecurityFixturesIT {

  /** As many as the module has in Kubernetes 1.36. */
  private static final int FIXTURES = 4_241;

  private static final List<Fixture> ALL = Fixtures.all();

  @Test
  void allAreReadOfEveryLevelAndVersion() {
    assertThat(ALL).hasSize(FIXTURES);
    for (PodSecurityLevel level : PodSecurityLevel.values()) {
      assertThat(ALL.stream().filter(it -> it.level() == level).map(Fixture::minor).distinct())
          .containsExactlyInAnyOrderElementsOf(IntStream.rangeClosed(0, 35).boxed().toList());
    }
  }

  @Test
  void podsThatPassViolateNothing() {
    List<Fixture> pass = ALL.stream().filter(Fixture::passes).toList();

    assertThat(pass).hasSize(975);
    assertThat(pass.stream().filter(it -> !violated(it).isEmpty())).isEmpty();
  }

  @Test
  void podsThatFailViolateTheControlThatTheyAreMadeFor() {
    List<Fixture> fail = ALL.stream().filter(it -> !it.passes()).toList();

    assertThat(fail).hasSize(FIXTURES - 975);
    assertThat(fail.stream().filter(it -> !violated(it).contains(expected(it)))).isEmpty();
  }

  @Test
  void podsThatFailTheLevelBaselineViolateNothingElse() {
    List<Fixture> fail =
        ALL.stream().filter(it -> !it.passes() && it.level() == PodSecurityLevel.BASELINE).toList();

    assertThat(fail).hasSizeGreaterThan(1_000);
    assertThat(fail.stream().filter(it -> !violated(it).equals(alone(it)))).isEmpty();
  }

  @Test
  void everyControlHasAFixtureThatFails() {
    assertThat(
            ALL.stream()
                .filter(it -> !it.passes())
                .map(PodSecurityFixturesIT::expected)
                .collect(Collectors.toSet()))
        .contains(StandardControl.values());
  }

  private static Set<StandardControl> violated(Fixture fixture) {
    return verdict(fixture.pod())
        .of(fixture.level(), fixture.minor())
        .map(Violation::control)
        .collect(Collectors.toSet());
  }

  /** The level restricted replaces some controls of the level baseline by stricter ones. */
  private static StandardControl expected(Fixture fixture) {
    StandardControl control = fixture.control().orElseThrow();
    return control.appliesTo(fixture.level(), fixture.minor())
        ? control
        : switch (control) {
          case CAPABILITIES_BASELINE -> StandardControl.CAPABILITIES_RESTRICTED;
          case HOST_PATH_VOLUMES -> StandardControl.RESTRICTED_VOLUMES;
          case PROC_MOUNT -> StandardControl.PROC_MOUNT_RESTRICTED;
          case SECCOMP_BASELINE -> StandardControl.SECCOMP_RESTRICTED;
          default -> throw new IllegalStateException(fixture.file());
        };
  }

  /** The API server accepts a host process only in the network of its node. */
  private static Set<StandardControl> alone(Fixture fixture) {
    StandardControl control = expected(fixture);
    return control == StandardControl.WINDOWS_HOST_PROCESS
        ? Set.of(control, StandardControl.HOST_NAMESPACES)
        : Set.of(control);
  }

  private static PodVerdict verdict(Pod pod) {
    return PodVerdict.of(
        Objects.requireNonNullElse(pod.getMetadata().getAnnotations(), Map.of()), pod.getSpec());
  }
}
