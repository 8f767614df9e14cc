package io.securitybaseline.controls.groupbindings;

import io.securitybaseline.facts.AdmissionWatches;
import io.securitybaseline.facts.ArgoApplication;
import io.securitybaseline.facts.BindingWatches;
import io.securitybaseline.facts.EngineWatches;
import io.securitybaseline.facts.NamespaceWatch;
import io.securitybaseline.facts.watch.Watch;
import java.util.List;
import java.util.stream.Stream;

/** What the control reads. */
public final class GroupBindingsWatches {

  public static final List<Watch<?>> ALL =
      Stream.of(
              Stream.of(
                  NamespaceWatch.NAMESPACES,
                  BindingWatches.ROLE_BINDINGS,
                  BindingWatches.CLUSTER_ROLE_BINDINGS,
                  EngineWatches.definition(ArgoApplication.DEFINITION),
                  ArgoApplication.WATCH),
              AdmissionWatches.named(PreventionControl.NAME).stream(),
              AdmissionWatches.named(RecordProtectionControl.NAME).stream())
          .<Watch<?>>flatMap(watches -> watches)
          .toList();

  private GroupBindingsWatches() {}
}
