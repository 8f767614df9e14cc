package io.securitybaseline.control.cluster;

import io.securitybaseline.observe.azure.Setting;

/** AKS upgrades the control plane by itself, at least to newer patches. */
final class ClusterUpgradeChannel implements Check {

  @Override
  public Outcome judge(Subject subject) {
    Setting channel = subject.cluster().channels().cluster();
    if (channel.isAbsent() || channel.is("none")) {
      return Outcome.fail(
          "the cluster is never upgraded by itself",
          subject.az("update", "--auto-upgrade-channel patch"));
    }
    return channel.is("node-image")
        ? Outcome.fail(
            "the upgrade channel node-image upgrades nodes but not Kubernetes",
            subject.az(
                "update", "--auto-upgrade-channel patch --node-os-upgrade-channel NodeImage"))
        : Outcome.pass("the upgrade channel is " + channel.text());
  }
}
