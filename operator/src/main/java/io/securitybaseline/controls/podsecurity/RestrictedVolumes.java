package io.securitybaseline.controls.podsecurity;

import io.fabric8.kubernetes.api.model.Volume;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Volumes are of the types that give no access to nodes or to storage outside the cluster. */
final class RestrictedVolumes {

  static final List<Revision> REVISIONS = List.of(Revision.since(0, RestrictedVolumes::check));

  private static final List<Function<Volume, @Nullable Object>> ALLOWED =
      List.of(
          Volume::getConfigMap,
          Volume::getCsi,
          Volume::getDownwardAPI,
          Volume::getEmptyDir,
          Volume::getEphemeral,
          Volume::getImage,
          Volume::getPersistentVolumeClaim,
          Volume::getProjected,
          Volume::getSecret);

  private static final Map<String, Function<Volume, @Nullable Object>> FORBIDDEN = forbidden();

  private RestrictedVolumes() {}

  private static Map<String, Function<Volume, @Nullable Object>> forbidden() {
    Map<String, Function<Volume, @Nullable Object>> types = new LinkedHashMap<>();
    types.put("hostPath", Volume::getHostPath);
    types.put("gcePersistentDisk", Volume::getGcePersistentDisk);
    types.put("awsElasticBlockStore", Volume::getAwsElasticBlockStore);
    types.put("gitRepo", Volume::getGitRepo);
    types.put("nfs", Volume::getNfs);
    types.put("iscsi", Volume::getIscsi);
    types.put("glusterfs", Volume::getGlusterfs);
    types.put("rbd", Volume::getRbd);
    types.put("flexVolume", Volume::getFlexVolume);
    types.put("cinder", Volume::getCinder);
    types.put("cephfs", Volume::getCephfs);
    types.put("flocker", Volume::getFlocker);
    types.put("fc", Volume::getFc);
    types.put("azureFile", Volume::getAzureFile);
    types.put("vsphereVolume", Volume::getVsphereVolume);
    types.put("quobyte", Volume::getQuobyte);
    types.put("azureDisk", Volume::getAzureDisk);
    types.put("photonPersistentDisk", Volume::getPhotonPersistentDisk);
    types.put("portworxVolume", Volume::getPortworxVolume);
    types.put("scaleIO", Volume::getScaleIO);
    types.put("storageos", Volume::getStorageos);
    return types;
  }

  private static void check(PodView pod, Fixes fixes) {
    for (Volume volume : pod.volumes()) {
      if (isForbidden(volume)) {
        fixes.add(Fix.remove("spec.volumes[%s]%s".formatted(volume.getName(), type(volume))));
      }
    }
  }

  /** The API server makes an {@code emptyDir} of a volume without a type. */
  private static boolean isForbidden(Volume volume) {
    return !isAllowed(volume)
        && (!type(volume).isEmpty() || !volume.getAdditionalProperties().isEmpty());
  }

  private static boolean isAllowed(Volume volume) {
    for (Function<Volume, @Nullable Object> source : ALLOWED) {
      if (source.apply(volume) != null) {
        return true;
      }
    }
    return false;
  }

  /** The type of a volume as a segment of a path; empty for one that did not exist in 1.36. */
  private static String type(Volume volume) {
    Stream<String> types =
        FORBIDDEN.entrySet().stream()
            .filter(source -> source.getValue().apply(volume) != null)
            .map(source -> "." + source.getKey());
    return types.findFirst().orElse("");
  }
}
