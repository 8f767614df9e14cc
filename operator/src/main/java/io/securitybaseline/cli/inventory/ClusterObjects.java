package io.securitybaseline.cli.inventory;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.KubernetesResourceList;
import io.fabric8.kubernetes.api.model.ListOptionsBuilder;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.securitybaseline.controls.Controls;
import io.securitybaseline.facts.ClusterObservation;
import io.securitybaseline.facts.watch.Availability.WhileDefined;
import io.securitybaseline.facts.watch.Interners;
import io.securitybaseline.facts.watch.Selection;
import io.securitybaseline.facts.watch.Watch;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Reads the objects of a cluster in pages, and keeps of each what the operator would. */
final class ClusterObjects {

  private final KubernetesClient client;
  private final List<HasMetadata> objects = new ArrayList<>();

  private ClusterObjects(KubernetesClient client) {
    this.client = client;
  }

  static List<HasMetadata> of(KubernetesClient client) {
    Interners interners = Interners.create();
    ClusterObjects read = new ClusterObjects(client);
    List<Watch<?>> watches = Controls.watches();
    for (Watch<?> watch : watches) {
      if (!watch.kind().isGeneric() && read.isServed(watch)) {
        read.add(watch, isOnlyOne(watch, watches), interners);
      }
    }
    return read.objects;
  }

  /** A kind that is not always served is so while its definition serves the version. */
  private boolean isServed(Watch<?> watch) {
    List<WhileDefined> definitions = watch.availability().definitions();
    return definitions.isEmpty() || definitions.stream().anyMatch(this::isServed);
  }

  private boolean isServed(WhileDefined defined) {
    CustomResourceDefinition crd =
        client.resources(CustomResourceDefinition.class).withName(defined.definition()).get();
    return crd != null
        && ClusterObservation.isEstablished(crd)
        && ClusterObservation.servedVersions(crd).contains(defined.version());
  }

  /** Of a kind that is kept in several forms, all of what was read stays. */
  private static boolean isOnlyOne(Watch<?> watch, List<Watch<?>> watches) {
    return watches.stream()
        .filter(other -> other.isOf(watch.kind().type()))
        .allMatch(other -> other.form().equals(watch.form()));
  }

  private <T extends HasMetadata> void add(Watch<T> watch, boolean reduced, Interners interners) {
    UnaryOperator<T> kept = reduced ? watch.reduction(interners) : UnaryOperator.identity();
    switch (watch.selection()) {
      case Selection.All _ -> all(watch, kept);
      case Selection.Named(String name) ->
          client
              .resources(watch.kind().type())
              .inAnyNamespace()
              .withField("metadata.name", name)
              .list()
              .getItems()
              .forEach(found -> objects.add(kept.apply(found)));
      case Selection.Labeled _ -> {
        // Is among all of the kind.
      }
      case Selection.InState _ -> {
        // Is among all of the kind.
      }
      case Selection.InNamespace _ -> {
        // Is among all of the kind.
      }
    }
  }

  private <T extends HasMetadata> void all(Watch<T> watch, UnaryOperator<T> kept) {
    String next = null;
    do {
      KubernetesResourceList<T> page = page(watch, next);
      page.getItems().stream().map(kept).forEach(objects::add);
      next = page.getMetadata().getContinue();
    } while (next != null && !next.isEmpty());
  }

  private <T extends HasMetadata> KubernetesResourceList<T> page(
      Watch<T> watch, @Nullable String next) {
    return client
        .resources(watch.kind().type())
        .inAnyNamespace()
        .list(new ListOptionsBuilder().withLimit(watch.page()).withContinue(next).build());
  }
}
