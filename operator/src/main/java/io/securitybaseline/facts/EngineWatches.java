package io.securitybaseline.facts;

import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.securitybaseline.facts.watch.Field;
import io.securitybaseline.facts.watch.Form;
import io.securitybaseline.facts.watch.Selection;
import io.securitybaseline.facts.watch.Watch;
import io.securitybaseline.facts.watch.Watch.Concern;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/** What is read to detect the network policy engine. */
public final class EngineWatches {

  private static final String DESIRED = "status.desiredNumberScheduled";
  private static final String READY = "status.numberReady";

  private static final Form<DaemonSet> AGENT = Form.reduced(_ -> AgentPruning::prune);

  private static final Form<CustomResourceDefinition> DEFINITION =
      Form.reduced(interners -> new Pruning(interners).customResourceDefinitions());

  /**
   * The DaemonSets of engines' agents: by their names where AKS runs them, and by Cilium's label
   * where users do.
   */
  public static final List<Watch<DaemonSet>> AGENTS =
      Stream.concat(
              ClusterObservation.AGENT_NAMESPACES.stream()
                  .sorted()
                  .map(Selection.InNamespace::new)
                  .map(selection -> agents(selection, Stream.empty())),
              Stream.of(
                  agents(
                      new Selection.Labeled(AgentPod.LABEL, AgentPod.CILIUM),
                      Stream.of(
                          agent(
                              agent -> agent.engine(),
                              "metadata.labels[k8s-app]",
                              "spec.template.spec.hostNetwork")))))
          .toList();

  /** The definitions whose presence is a fact about the cluster. */
  public static final List<Watch<CustomResourceDefinition>> DEFINITIONS =
      ClusterObservation.CRDS.stream().map(EngineWatches::definition).toList();

  /** Everything by which the engine is detected. */
  public static final List<Watch<?>> ALL =
      Stream.of(AGENTS.stream(), Stream.of(NodeWatches.SYSTEMS), DEFINITIONS.stream())
          .<Watch<?>>flatMap(watches -> watches)
          .toList();

  private EngineWatches() {}

  /**
   * While nodes come and go the counts of pods change all the time, and nearly never what follows
   * from them.
   */
  private static Watch<DaemonSet> agents(Selection selection, Stream<Field<DaemonSet>> more) {
    Stream<Field<DaemonSet>> fields =
        Stream.of(
            agent(
                agent -> agent.version(),
                "spec.template.spec.containers.image",
                "spec.template.metadata.labels[app.kubernetes.io/version]",
                "spec.template.metadata.labels[helm.sh/chart]"),
            agent(
                agent -> agent.settled(),
                "metadata.generation",
                "status.observedGeneration",
                "status.updatedNumberScheduled",
                DESIRED),
            agent(agent -> agent.isReadyOnMostNodes(), DESIRED, READY),
            agent(agent -> agent.desired() == 0, DESIRED),
            agent(agent -> agent.ready() == 0, READY),
            agent(agent -> agent.desired(), DESIRED).quiet(),
            agent(agent -> agent.ready(), READY).quiet());
    return Watch.of(DaemonSet.class, Concern.CLUSTER, Stream.concat(fields, more).toList(), AGENT)
        .selecting(selection);
  }

  /** Whether a definition serves a kind, and in which versions. */
  public static Watch<CustomResourceDefinition> definition(String name) {
    return Watch.of(
            CustomResourceDefinition.class,
            Concern.CLUSTER,
            List.of(
                Field.of(
                    List.of("status.conditions.type", "status.conditions.status"),
                    ClusterObservation::isEstablished),
                Field.of(
                    List.of("spec.versions.name", "spec.versions.served"),
                    ClusterObservation::servedVersions)),
            DEFINITION)
        .selecting(new Selection.Named(name));
  }

  private static Field<DaemonSet> agent(
      Function<EngineAgent, ? extends Object> value, String... paths) {
    return Field.of(
        List.of(paths), daemonSet -> EngineAgent.of(daemonSet).<Object>map(value).orElse(null));
  }
}
