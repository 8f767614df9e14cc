package io.securitybaseline.facts.azure.arm;

import com.azure.resourcemanager.containerservice.fluent.models.KubernetesVersionListResultInner;
import com.azure.resourcemanager.containerservice.fluent.models.ManagedClusterUpgradeProfileInner;
import io.securitybaseline.facts.azure.KubernetesVersion;
import io.securitybaseline.facts.azure.ManagedClusterFacts.Minor;
import io.securitybaseline.facts.azure.ManagedClusterFacts.Upgrade;
import io.securitybaseline.facts.azure.Setting;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Versions of the SDK in the operator's terms. Invalid versions are omitted. */
final class VersionMapping {

  private VersionMapping() {}

  static List<Upgrade> upgrades(ManagedClusterUpgradeProfileInner inner) {
    if (inner.controlPlaneProfile() == null) {
      return List.of();
    }
    return ClusterMapping.list(inner.controlPlaneProfile().upgrades()).stream()
        .flatMap(item ->
            KubernetesVersion.parse(item.kubernetesVersion()).stream()
                .map(version -> new Upgrade(version, ClusterMapping.isTrue(item.isPreview()))))
        .sorted(Comparator.comparing(Upgrade::version))
        .toList();
  }

  static List<Minor> minors(KubernetesVersionListResultInner inner) {
    return ClusterMapping.list(inner.values()).stream()
        .flatMap(value -> minor(value).stream())
        .sorted(Comparator.comparing(Minor::version))
        .toList();
  }

  private static Optional<Minor> minor(
      com.azure.resourcemanager.containerservice.models.KubernetesVersion value) {
    Set<Setting> plans =
        value.capabilities() == null
            ? Set.of()
            : ClusterMapping.list(value.capabilities().supportPlan()).stream()
                .map(Setting::of)
                .collect(Collectors.toSet());
    Map<String, ?> patches = value.patchVersions() == null ? Map.of() : value.patchVersions();
    return KubernetesVersion.parse(value.version())
        .map(version ->
            new Minor(
                version,
                ClusterMapping.isTrue(value.isPreview()),
                plans,
                patches.keySet().stream()
                    .flatMap(patch -> KubernetesVersion.parse(patch).stream())
                    .collect(Collectors.toSet())));
  }
}
