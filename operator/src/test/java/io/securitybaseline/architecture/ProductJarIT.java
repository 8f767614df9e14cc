package io.securitybaseline.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import io.securitybaseline.testing.GeneratedFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;

/** What ships: the operator and its libraries, and nothing that only tests or the demo need. */
class ProductJarIT {

  private static final Path JAR =
      GeneratedFile.repository().resolve("operator/target/security-baseline-operator.jar");

  @Test
  void theClassPathHasNoLibraryOfTestsDemoOrTraining() throws IOException {
    try (JarFile jar = new JarFile(JAR.toFile())) {
      String classPath = jar.getManifest().getMainAttributes().getValue("Class-Path");
      assertThat(List.of(classPath.split(" ")))
          .hasSizeGreaterThan(20)
          .noneMatch(library ->
              library.matches(
                  "lib/(control-plane|training|demo|kube-api-test|bc|junit|assertj).*"));
    }
  }

  @Test
  void theJarHasNoClassOfDemoTrainingOrControlPlane() throws IOException {
    try (JarFile jar = new JarFile(JAR.toFile())) {
      assertThat(jar.stream().map(ZipEntry::getName).filter(name -> name.endsWith(".class")))
          .hasSizeGreaterThan(300)
          .noneMatch(name -> name.matches(".*/(demo|train|training|controlplane|testing)/.*"));
    }
  }
}
