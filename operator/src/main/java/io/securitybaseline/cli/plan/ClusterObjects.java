package io.securitybaseline.cli.plan;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.KubernetesResourceList;
import io.fabric8.kubernetes.api.model.ListOptionsBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.securitybaseline.controls.Controls;
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
    List<Watch<?>> watches = Controls.allWatches();
    for (Watch<?> watch : watches) {
      if (watch.selection() instanceof Selection.All) {
        read.all(watch, isOnlyOne(watch, watches), interners);
      }
    }
    return read.objects;
  }

  /** Of a kind that is declared in several forms, all of what was read stays. */
  private static boolean isOnlyOne(Watch<?> watch, List<Watch<?>> watches) {
    return watches.stream().filter(other -> other.isOf(watch.kind().type())).count() == 1;
  }

  private <T extends HasMetadata> void all(Watch<T> watch, boolean reduced, Interners interners) {
    UnaryOperator<T> kept =
        reduced ? watch.form().reduction().apply(interners) : UnaryOperator.identity();
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
