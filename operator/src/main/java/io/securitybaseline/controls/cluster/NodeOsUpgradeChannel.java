package io.securitybaseline.controls.cluster;

import io.securitybaseline.api.spec.ClusterRequirements;
import io.securitybaseline.facts.azure.AgentPool;
import io.securitybaseline.facts.azure.Setting;
import java.util.List;

/** The nodes' operating system is patched in one of the ways that the baseline accepts. */
final class NodeOsUpgradeChannel implements Check {

  private static final String PREFERRED = "NodeImage";

  @Override
  public boolean isRequired(ClusterRequirements require) {
    return !require.nodeOsUpgradeChannels().isEmpty();
  }

  @Override
  public CheckEvaluation evaluate(CheckInput subject) {
    Setting channel = subject.cluster().channels().nodeOs();
    List<String> accepted = subject.require().nodeOsUpgradeChannels();
    if (accepted.isEmpty() || channel.isOneOf(accepted)) {
      return CheckEvaluation.pass(
          "the node OS upgrade channel is " + channel.or("not set") + exception(subject, channel));
    }
    String target = accepted.contains(PREFERRED) ? PREFERRED : accepted.getFirst();
    return CheckEvaluation.fail(
        "the node OS upgrade channel is %s, not %s"
            .formatted(channel.or("not set"), String.join(" or ", accepted)),
        subject.az("update", "--node-os-upgrade-channel " + target));
  }

  /** Windows nodes have no patches but by images. Source: AKS documentation on the channels. */
  private static String exception(CheckInput subject, Setting channel) {
    List<String> windows =
        subject.cluster().pools().stream()
            .filter(AgentPool::isWindows)
            .map(AgentPool::name)
            .toList();
    return windows.isEmpty() || channel.is(PREFERRED)
        ? ""
        : ", which has no effect on Windows node pools: " + Phrases.names(windows);
  }
}
