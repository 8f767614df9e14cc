package io.securitybaseline.facts;

import io.fabric8.kubernetes.api.model.Namespace;
import io.securitybaseline.facts.watch.Field;
import io.securitybaseline.facts.watch.Form;
import io.securitybaseline.facts.watch.Watch;
import io.securitybaseline.facts.watch.Watch.Concern;
import java.util.List;

/** What is read of namespaces. */
public final class NamespaceWatch {

  /** All there are in nearly every cluster. */
  private static final long PAGE = 10_000;

  /** All namespaces; of the Tigera operator's also who owns them. */
  public static final Watch<Namespace> NAMESPACES =
      Watch.of(
              Namespace.class,
              Concern.OBJECT,
              List.of(
                  Field.uid(),
                  Field.labels(),
                  Field.deletion(),
                  Field.of(
                      List.of(
                          "metadata.ownerReferences.apiVersion",
                          "metadata.ownerReferences.kind",
                          "metadata.ownerReferences.controller"),
                      TigeraNamespaces::evidence)),
              Form.<Namespace>reduced(interners -> new Pruning(interners).namespaces()))
          .paged(PAGE);

  private NamespaceWatch() {}
}
