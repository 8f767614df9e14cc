package io.securitybaseline.controls.instancemetadata;

import io.securitybaseline.api.spec.AllowedPods;
import io.securitybaseline.api.spec.InstanceMetadataSpec;
import io.securitybaseline.control.Finding;
import io.securitybaseline.control.Reasons;
import io.securitybaseline.facts.ClusterSnapshot;
import io.securitybaseline.facts.PodSnapshot;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The allowed pods as the engine sees their labels. By a key that the engine sets itself, pods
 * would be left out that never had the label, up to the whole cluster; by one that it does not
 * keep, none could be selected. Both keys have no effect.
 */
final class AllowedKeys {

  /** Labels that Calico adds to every pod, with precedence over the pod's own. */
  private static final Pattern OF_CALICO =
      Pattern.compile("projectcalico\\.org/.*|pcns\\..*|pcsa\\..*");

  private AllowedKeys() {}

  /** The allowed pods, if the engine can select by their key; else none. */
  static @Nullable AllowedPods effective(
      InstanceMetadataSpec spec, Engine engine, ClusterSnapshot cluster) {
    AllowedPods allowed = spec.allowedPods();
    return allowed == null || !isPodsOwn(allowed.key(), engine, cluster) ? null : allowed;
  }

  /** The same on the engine of the cluster, which is found out only where pods are allowed. */
  static @Nullable AllowedPods effective(InstanceMetadataSpec spec, ClusterSnapshot cluster) {
    return spec.allowedPods() == null
        ? null
        : effective(spec, EngineResolver.resolve(spec, cluster), cluster);
  }

  /** Whether a pod may keep using the address. */
  static boolean allows(@Nullable AllowedPods allowed, PodSnapshot pod) {
    if (allowed == null) {
      return false;
    }
    String value = pod.labels().get(allowed.key());
    return value != null && allowed.values().contains(value);
  }

  /** The finding on a key that has no effect. */
  static Optional<Finding> finding(
      InstanceMetadataSpec spec, Engine engine, ClusterSnapshot cluster) {
    AllowedPods allowed = spec.allowedPods();
    return allowed == null || isPodsOwn(allowed.key(), engine, cluster)
        ? Optional.empty()
        : Optional.of(
            Finding.note(
                Reasons.ALLOWED_KEY_NOT_SEEN,
                "spec.instanceMetadata.allowedPods.key is %s, which %s does not treat as a label of the pod itself, so no pod is allowed by it: use %s"
                    .formatted(
                        Phrases.shortened(allowed.key()),
                        engine.form().shown(),
                        engine.isCilium() && CiliumLabels.DEFAULT.isPodsOwn(allowed.key())
                            ? "one that the setting labels of Cilium keeps"
                            : "a label of your own, for example needs-imds")));
  }

  private static boolean isPodsOwn(String key, Engine engine, ClusterSnapshot cluster) {
    return switch (engine.form()) {
      case CILIUM_DENY, CILIUM_LEGACY -> CiliumSettings.of(cluster).labels().isPodsOwn(key);
      case CALICO -> !OF_CALICO.matcher(key).matches();
      case AZURE_NPM, OTHER, NONE, UNKNOWN -> true;
    };
  }
}
