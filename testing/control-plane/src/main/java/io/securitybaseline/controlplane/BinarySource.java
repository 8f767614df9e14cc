package io.securitybaseline.controlplane;

import java.nio.file.Path;
import java.util.Map;
import java.util.Set;

/** A place that binaries may come from. */
interface BinarySource {

  /**
   * Those of the wanted binaries that this place has, perhaps none.
   *
   * @throws ControlPlaneException if it should have one but cannot hand it out
   */
  Map<Binary, Path> provide(Set<Binary> wanted);
}
