package io.securitybaseline.controls.cluster;

import io.securitybaseline.facts.azure.Setting;

/** AKS upgrades the control plane by itself, at least to newer patches. */
final class ClusterUpgradeChannel implements Check {

  @Override
  public CheckEvaluation evaluate(CheckInput subject) {
    Setting channel = subject.cluster().channels().cluster();
    if (channel.isAbsent() || channel.is("none")) {
      return CheckEvaluation.fail(
          "the cluster is never upgraded automatically",
          subject.az("update", "--auto-upgrade-channel patch"));
    }
    return channel.is("node-image")
        ? CheckEvaluation.fail(
            "the upgrade channel node-image upgrades nodes but not Kubernetes",
            subject.az(
                "update", "--auto-upgrade-channel patch --node-os-upgrade-channel NodeImage"))
        : CheckEvaluation.pass("the upgrade channel is " + channel.text());
  }
}
