package io.securitybaseline.facts;

import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.securitybaseline.facts.watch.Watch;
import java.util.List;

/** What is read to know which kinds of policy reports the API server serves. */
public final class ReportWatches {

  public static final String OPEN_REPORTS_CRD = "reports.openreports.io";
  public static final String POLICY_REPORTS_CRD = "policyreports.wgpolicyk8s.io";

  /** Their definitions. */
  public static final List<Watch<CustomResourceDefinition>> DEFINITIONS =
      List.of(
          EngineWatches.definition(OPEN_REPORTS_CRD), EngineWatches.definition(POLICY_REPORTS_CRD));

  private ReportWatches() {}
}
