package io.securitybaseline.controls.cluster;

import io.securitybaseline.facts.azure.ManagedCluster.Product;

/** A cluster that asks for long-term support has what it takes to get its patches. */
final class LongTermSupport implements Check {

  @Override
  public CheckEvaluation evaluate(CheckInput subject) {
    Product product = subject.cluster().product();
    if (!product.supportPlan().is(SupportedKubernetesVersion.LONG_TERM)) {
      return CheckEvaluation.pass(
          "the support plan is " + SupportedKubernetesVersion.plan(subject.cluster()));
    }
    if (!product.isLongTermSupport()) {
      return CheckEvaluation.fail(
          "long-term support needs the tier Premium, and this is " + product.tier().or("none"),
          subject.az("update", "--tier premium --k8s-support-plan AKSLongTermSupport"));
    }
    return subject.cluster().channels().cluster().is("patch")
        ? CheckEvaluation.pass("long-term support, with the upgrade channel patch")
        : CheckEvaluation.fail(
            "long-term support covers only the two newest patches, and the upgrade channel is %s"
                .formatted(subject.cluster().channels().cluster().or("none")),
            subject.az("update", "--auto-upgrade-channel patch"));
  }
}
