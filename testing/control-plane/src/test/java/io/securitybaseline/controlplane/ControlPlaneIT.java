package io.securitybaseline.controlplane;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ControlPlaneIT {

  @Test
  void startsAndStops() {
    try (ControlPlane controlPlane = ControlPlane.start()) {
      assertThat(controlPlane.kubectl("get", "namespaces", "-o", "name").orThrow())
          .contains("namespace/default");
    }
  }
}
