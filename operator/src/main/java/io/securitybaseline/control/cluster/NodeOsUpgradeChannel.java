package io.securitybaseline.control.cluster;

import io.securitybaseline.api.ClusterRequirements;
import io.securitybaseline.observe.azure.Setting;
import java.util.List;

/** The nodes' operating system is patched in one of the ways that the baseline accepts. */
final class NodeOsUpgradeChannel implements Check {

  private static final String PREFERRED = "NodeImage";

  @Override
  public boolean isRequired(ClusterRequirements require) {
    return !require.nodeOsUpgradeChannels().isEmpty();
  }

  @Override
  public Outcome judge(Subject subject) {
    Setting channel = subject.cluster().channels().nodeOs();
    List<String> accepted = subject.require().nodeOsUpgradeChannels();
    if (accepted.isEmpty() || channel.isOneOf(accepted)) {
      return Outcome.pass("the node OS upgrade channel is " + channel.or("not set"));
    }
    String target = accepted.contains(PREFERRED) ? PREFERRED : accepted.getFirst();
    return Outcome.fail(
        "the node OS upgrade channel is %s, not %s"
            .formatted(channel.or("not set"), String.join(" or ", accepted)),
        subject.az("update", "--node-os-upgrade-channel " + target));
  }
}
