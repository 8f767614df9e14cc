package io.securitybaseline.cli;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.securitybaseline.testing.GeneratedFile;
import io.securitybaseline.training.Training;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The training run of the image build, with the built program. */
class TrainingIT {

  private static final String JAVA =
      Path.of(System.getProperty("java.home"), "bin", "java").toString();
  private static final String JAR =
      GeneratedFile.repository()
          .resolve("operator/target/security-baseline-operator.jar")
          .toString();

  @Test
  void theOperatorCoversTheSampleClusterRepairsAPolicyAndStops() {
    assertThatCode(() -> Training.run(List.of(JAVA, "-XX:TieredStopAtLevel=1", "-jar", JAR)))
        .doesNotThrowAnyException();
  }

  @Test
  void aProgramThatEndsImmediatelyFailsTheTraining() {
    assertThatThrownBy(() -> Training.run(List.of(JAVA, "--version")))
        .hasMessageContaining("ended before coverage");
  }
}
