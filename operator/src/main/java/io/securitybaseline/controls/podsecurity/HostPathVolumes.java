package io.securitybaseline.controls.podsecurity;

import io.fabric8.kubernetes.api.model.Volume;
import java.util.List;

/** A pod mounts no path of its node. */
final class HostPathVolumes {

  static final List<Revision> REVISIONS = List.of(Revision.since(0, HostPathVolumes::check));

  private HostPathVolumes() {}

  private static void check(PodView pod, Fixes fixes) {
    for (Volume volume : pod.volumes()) {
      if (volume.getHostPath() != null) {
        fixes.add(Fix.remove("spec.volumes[%s].hostPath".formatted(volume.getName())));
      }
    }
  }
}
