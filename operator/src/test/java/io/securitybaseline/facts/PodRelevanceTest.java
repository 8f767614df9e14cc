package io.securitybaseline.facts;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.securitybaseline.EverySeed;
import io.securitybaseline.Seeds;
import java.util.HashMap;
import java.util.Map;
import java.util.random.RandomGenerator;

/** Pods are most of what a cluster tells: what is kept of them is what is compared. */
class PodRelevanceTest {
  private final Pruning pruning = new Pruning();

  @EverySeed
  void prunedPodDoesNotDifferFromItself(long seed) {
    Pod pod = pod(Seeds.random(seed));
    Pod kept = pruning.pods().apply(pod);

    assertThat(PodWatches.PODS.triggers(pod, kept)).isFalse();
    assertThat(pruning.pods().apply(kept)).isEqualTo(kept);
  }

  @EverySeed
  void whatANamespaceSeesOfAPodSurvivesPruning(long seed) {
    Pod pod = pod(Seeds.random(seed));
    Pod kept = pruning.pods().apply(pod);

    assertThat(PodSnapshots.of(kept, "win"::equals)).isEqualTo(PodSnapshots.of(pod, "win"::equals));
    assertThat(PodSnapshots.isFinished(kept)).isEqualTo(PodSnapshots.isFinished(pod));
  }

  @EverySeed
  void heartbeatsAreIrrelevant(long seed) {
    var random = Seeds.random(seed);
    Pod pod = pod(random);
    Pod kept = pruning.pods().apply(pod);

    Pod later =
        new PodBuilder(pod)
            .editMetadata()
            .withResourceVersion("later")
            .addToAnnotations("seen", Seeds.text(random, "abc", 5))
            .endMetadata()
            .editSpec()
            .withPriority(random.nextInt(5))
            .addToNodeSelector("pool", "a")
            .endSpec()
            .editStatus()
            .withPodIP("10.0.0." + random.nextInt(255))
            .addNewCondition()
            .withType("Ready")
            .endCondition()
            .endStatus()
            .build();

    assertThat(PodWatches.PODS.triggers(later, kept)).isFalse();
  }

  @EverySeed
  void relevantIsExactlyWhatChangesWhatIsKept(long seed) {
    var random = Seeds.random(seed);
    Pod before = pod(random);
    Pod now = pod(random);
    Pod keptBefore = pruning.pods().apply(before);
    Pod keptNow = pruning.pods().apply(now);

    boolean sameKept =
        keptNow.getSpec().equals(keptBefore.getSpec())
            && keptNow.getMetadata().getLabels().equals(keptBefore.getMetadata().getLabels())
            && PodSnapshots.isFinished(keptNow) == PodSnapshots.isFinished(keptBefore);

    assertThat(PodWatches.PODS.triggers(now, keptBefore)).isEqualTo(!sameKept);
  }

  private static Pod pod(RandomGenerator random) {
    Map<String, String> labels = new HashMap<>();
    if (random.nextBoolean()) {
      labels.put("app", Seeds.oneOf(random, "a", "b"));
    }
    var builder =
        new PodBuilder()
            .withNewMetadata()
            .withName("web")
            .withNamespace("shop")
            .withUid("uid")
            .withLabels(labels)
            .endMetadata()
            .withNewSpec()
            .withHostNetwork(Seeds.oneOf(random, true, false))
            .withNodeName(Seeds.oneOf(random, "win", "lin"))
            .withNodeSelector(
                random.nextBoolean() ? Map.of() : Map.of("kubernetes.io/os", "windows", "x", "y"))
            .addNewContainer()
            .withName("main")
            .endContainer();
    if (random.nextBoolean()) {
      builder.withNewOs("windows");
    }
    return builder
        .endSpec()
        .withNewStatus()
        .withPhase(Seeds.oneOf(random, "Pending", "Running", "Succeeded", "Failed"))
        .endStatus()
        .build();
  }
}
