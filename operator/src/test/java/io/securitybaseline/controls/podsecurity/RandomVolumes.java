package io.securitybaseline.controls.podsecurity;

import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Volumes of the types that the standards distinguish. */
final class RandomVolumes {

  private RandomVolumes() {}

  static List<Volume> of(Random random) {
    List<Volume> volumes = new ArrayList<>();
    for (int i = random.nextInt(3); i > 0; i--) {
      VolumeBuilder volume = new VolumeBuilder().withName("volume" + i);
      switch (random.nextInt(7)) {
        case 0 -> volume.withNewHostPath().withPath("/data").endHostPath();
        case 1 -> volume.withNewNfs().withServer("s").withPath("/").endNfs();
        case 2 -> volume.withNewEmptyDir().endEmptyDir();
        case 3 -> volume.withNewConfigMap().withName("c").endConfigMap();
        case 4 -> volume.withNewAzureFile().withSecretName("s").withShareName("f").endAzureFile();
        case 5 -> volume.withNewPersistentVolumeClaim("claim", null);
        default -> {
          // The API server makes an emptyDir of it.
        }
      }
      volumes.add(volume.build());
    }
    return volumes;
  }
}
