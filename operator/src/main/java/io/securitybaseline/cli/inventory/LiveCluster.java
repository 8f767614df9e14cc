package io.securitybaseline.cli.inventory;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.securitybaseline.api.SecurityBaseline;
import io.securitybaseline.api.status.ProbeStatus;
import io.securitybaseline.api.status.SecurityBaselineStatus;
import io.securitybaseline.client.ApiFailure;
import io.securitybaseline.client.CommandFailure;
import io.securitybaseline.client.KubernetesClients;
import io.securitybaseline.control.Baseline;
import io.securitybaseline.controls.Controls;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A cluster as a command has read it.
 *
 * @param baseline the one to evaluate by
 * @param live the one in the cluster; empty where there is none
 */
public record LiveCluster(
    Inventory inventory, SecurityBaseline baseline, Optional<SecurityBaseline> live) {

  /**
   * Reads everything that the controls evaluate.
   *
   * @param named the baseline to evaluate by instead of that of the cluster
   * @param namespace one that has to exist
   * @throws CommandFailure with the reason for which the cluster cannot be read, or not be
   *     evaluated
   */
  public static LiveCluster read(
      Config config, Optional<SecurityBaseline> named, @Nullable String namespace) {
    try (KubernetesClient client = KubernetesClients.plain(config, Controls.watches())) {
      if (namespace != null && client.namespaces().withName(namespace).get() == null) {
        throw new CommandFailure("there is no namespace %s in the cluster".formatted(namespace));
      }
      Optional<SecurityBaseline> live =
          Optional.ofNullable(
              client.resources(SecurityBaseline.class).withName(SecurityBaseline.NAME).get());
      SecurityBaseline baseline =
          named
              .or(() -> live)
              .orElseThrow(() ->
                  new CommandFailure(
                      "the cluster has no SecurityBaseline: name a file with one by -f"));
      return new LiveCluster(Inventory.ofCluster(client), baseline, live);
    } catch (KubernetesClientException e) {
      throw ApiFailure.of(e, config);
    }
  }

  /** The baseline as controls take it. A file replaces the spec alone, and so keeps the uid. */
  public Baseline evaluated() {
    return new Baseline(
        live.map(found -> found.getMetadata().getUid()).orElse(""), baseline.getSpec());
  }

  /** What probes found out, as the operator stored it. */
  public List<ProbeStatus> probes() {
    return SecurityBaselineStatus.probesOf(live.map(SecurityBaseline::getStatus).orElse(null));
  }

  /** Whether groups match any user. */
  public EntraAssumption entra() {
    return EntraAssumption.of(baseline.getSpec().groupBindings(), live);
  }
}
