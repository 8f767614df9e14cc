package io.securitybaseline.controls.cluster;

import io.securitybaseline.api.spec.ClusterRequirements;

/**
 * The sensor of Microsoft Defender for Containers runs on the nodes. Whether the subscription has
 * the plan, with its agentless part, is not visible here.
 */
final class Defender implements Check {

  @Override
  public boolean isRequired(ClusterRequirements require) {
    return require.defender();
  }

  @Override
  public CheckEvaluation evaluate(CheckInput subject) {
    return subject.cluster().defender()
        ? CheckEvaluation.pass("the Defender sensor is on")
        : CheckEvaluation.fail(
            "the sensor of Microsoft Defender for Containers is off",
            subject.az("update", "--enable-defender"));
  }
}
