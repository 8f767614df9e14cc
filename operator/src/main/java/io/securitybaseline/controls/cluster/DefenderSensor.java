package io.securitybaseline.controls.cluster;

import io.securitybaseline.api.spec.ClusterRequirements;
import io.securitybaseline.control.NameList;
import java.util.List;

/**
 * The pods of Defender's sensor are ready on every Linux node: Azure's setting alone does not show
 * that.
 */
final class DefenderSensor implements InClusterCheck {

  private static final NameList NODES = new NameList(5, 80);

  @Override
  public boolean isRequired(ClusterRequirements require) {
    return require.defender();
  }

  @Override
  public CheckEvaluation evaluate(Components components) {
    if (!components.pods().containsKey(ComponentNames.SENSOR)) {
      return InClusterCheck.notFound("DaemonSet " + ComponentNames.SENSOR);
    }
    List<String> nodes = components.nodesWithoutSensor();
    if (!nodes.isEmpty()) {
      return missing(
          "the sensor of Microsoft Defender for Containers has no ready pod on %,d Linux node%s (%s)"
              .formatted(nodes.size(), nodes.size() == 1 ? "" : "s", NODES.of(nodes)));
    }
    return InClusterCheck.notReady(components, ComponentNames.DEFENDER)
        .map(DefenderSensor::missing)
        .orElseGet(
            () -> CheckEvaluation.pass("the Defender sensor has a ready pod on every Linux node"));
  }

  private static CheckEvaluation missing(String message) {
    return CheckEvaluation.failBecause(
        Reasons.DEFENDER_SENSOR_MISSING,
        message,
        "kubectl -n kube-system describe daemonset " + ComponentNames.SENSOR);
  }
}
