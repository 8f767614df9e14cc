package io.securitybaseline.reconcile;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Node;
import io.securitybaseline.facts.NodeWatches;
import io.securitybaseline.facts.watch.Interners;
import io.securitybaseline.facts.watch.NamespaceBudget;
import io.securitybaseline.facts.watch.PruningItemStore;
import io.securitybaseline.facts.watch.Watch;
import io.securitybaseline.module.ResourceReader;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/**
 * Node pools through a year. Nodes take up new images one by one, come to need a reboot and are
 * rebooted some days later, come and go. What they send goes through the operator's own cache and
 * its own filter of updates.
 */
final class SimulatedNodes implements ResourceReader {

  /** Images are offered in every region some days after they are built. */
  private static final int ROLLOUT_DAYS = 10;

  private static final Watch<Node> NODES = NodeWatches.SYSTEMS.and(NodeWatches.UPDATES);

  private final PruningItemStore<Node> store =
      NODES.store(Interners.create(), new NamespaceBudget());
  private final List<SimulatedNode> nodes = new ArrayList<>();
  private final List<SimulatedPool> pools = new ArrayList<>();
  private final RandomGenerator random;
  private long version;
  private int made;

  SimulatedNodes(int nodes, int pools, LocalDate start, RandomGenerator random) {
    this.random = random;
    for (int i = 0; i < pools; i++) {
      this.pools.add(new SimulatedPool(i));
    }
    for (int i = 0; i < nodes; i++) {
      add(start);
    }
  }

  /** Lets a day begin. */
  void dawn(LocalDate today) {
    for (SimulatedNode node : nodes) {
      LocalDate latest = node.pool.latestImage(today.minusDays(ROLLOUT_DAYS));
      if (!node.pool.isNeglected() && latest.isAfter(node.image()) && random.nextInt(4) == 0) {
        node.upgrade(latest);
      } else if (node.waits() && random.nextInt(3) == 0) {
        node.reboot();
      } else if (!node.waits() && canWait(node) && random.nextInt(400) == 0) {
        node.beginToWait(today);
      } else if (node.pool.isLivePatched() && random.nextInt(7) == 0) {
        node.patch(today);
      }
    }
    for (int i = random.nextInt(20); i > 0; i--) {
      remove(random.nextInt(nodes.size()));
    }
    for (int i = random.nextInt(20); i > 0; i--) {
      add(today);
    }
  }

  /** Lets one thing happen, or nothing. */
  void possiblyOneThing(LocalDate today) {
    switch (random.nextInt(5)) {
      case 0 -> add(today);
      case 1 -> remove(random.nextInt(nodes.size()));
      case 2 ->
          nodes.stream()
              .filter(node -> !node.waits() && canWait(node))
              .findFirst()
              .ifPresent(node -> node.beginToWait(today));
      case 3 ->
          nodes.stream().filter(SimulatedNode::waits).findFirst().ifPresent(SimulatedNode::reboot);
      default -> {
        // Most of the time nothing happens.
      }
    }
  }

  /** Every node sends a heartbeat; returns how many of these updates trigger the operator. */
  int heartbeat(Instant now) {
    version++;
    int wakes = 0;
    for (SimulatedNode node : nodes) {
      Node update = node.heartbeat(Long.toString(version), now);
      Node before = store.put(node.name, update);
      if (before == null || NODES.triggers(update, before)) {
        wakes++;
      }
    }
    return wakes;
  }

  int total() {
    return nodes.size();
  }

  int pools() {
    return pools.size();
  }

  int waiting() {
    return count(SimulatedNode::waits);
  }

  int silent() {
    return count(SimulatedNode::isSilent);
  }

  int outdated(LocalDate today) {
    return count(node -> node.isOutdated(today));
  }

  /** Differs where any fact does, and where the day does: ages are facts. */
  long fingerprint(LocalDate today) {
    long all = today.toEpochDay();
    for (SimulatedNode node : nodes) {
      all = 31 * all + node.fingerprint(today);
    }
    return all;
  }

  private int count(Predicate<SimulatedNode> condition) {
    return (int) nodes.stream().filter(condition).count();
  }

  private static boolean canWait(SimulatedNode node) {
    return switch (node.pool.signal()) {
      case CONDITION, KURED -> true;
      case NONE, NOT_APPLICABLE -> false;
    };
  }

  private void add(LocalDate today) {
    SimulatedPool pool = pools.get(made % pools.size());
    nodes.add(
        new SimulatedNode(
            "aks-%s-%05d".formatted(pool.name(), made), pool, pool.latestImage(today)));
    made++;
  }

  private void remove(int index) {
    store.remove(nodes.remove(index).name);
  }

  @Override
  public <T extends HasMetadata> List<T> inNamespace(Class<T> kind, String namespace) {
    return List.of();
  }

  @Override
  public <T extends HasMetadata> Stream<T> all(Class<T> kind) {
    return store.values().map(kind::cast);
  }

  @Override
  public <T extends HasMetadata> Optional<T> find(Class<T> kind, String name) {
    return Optional.ofNullable(store.get(name)).map(kind::cast);
  }

  @Override
  public boolean serves(Class<? extends HasMetadata> kind) {
    return kind == Node.class;
  }
}
