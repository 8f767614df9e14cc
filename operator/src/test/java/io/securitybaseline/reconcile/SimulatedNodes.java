package io.securitybaseline.reconcile;

import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.api.model.NodeCondition;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.Cache;
import io.securitybaseline.observe.Pruning;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/**
 * Node pools through a year: Linux images appear weekly, Windows images after each Patch Tuesday.
 * Pools take them up at different paces, and one in ten never does. Nodes come to need a reboot and
 * are rebooted some days later. Kept pruned, as the operator's cache would.
 */
final class SimulatedNodes implements Cache<Node> {

  private static final int WINDOWS_EVERY = 6;
  private static final DateTimeFormatter LINUX =
      DateTimeFormatter.ofPattern("yyyyMM.dd", Locale.ROOT);
  private static final DateTimeFormatter WINDOWS =
      DateTimeFormatter.ofPattern("yyMMdd", Locale.ROOT);

  /** One simulated node, and what a person would know of it. */
  private static final class Machine {
    private final String name;
    private final int pool;
    private LocalDate image;
    private Optional<LocalDate> waitingSince = Optional.empty();
    private boolean changed;

    private Machine(String name, int pool, LocalDate image) {
      this.name = name;
      this.pool = pool;
      this.image = image;
    }
  }

  private final Map<String, Node> cache = new TreeMap<>();
  private final List<Machine> machines = new ArrayList<>();
  private final UnaryOperator<Node> prune = new Pruning().nodes();
  private final RandomGenerator random;
  private long version;

  SimulatedNodes(int nodes, int pools, LocalDate start, RandomGenerator random) {
    this.random = random;
    for (int i = 0; i < nodes; i++) {
      int pool = i % pools;
      Machine machine =
          new Machine("aks-np%02d-%05d".formatted(pool, i), pool, latestImage(pool, start));
      machines.add(machine);
    }
  }

  /** Lets a day begin. */
  void dawn(LocalDate today) {
    for (Machine machine : machines) {
      upgrade(machine, today);
      if (machine.waitingSince.isPresent()) {
        if (random.nextInt(3) == 0) {
          machine.waitingSince = Optional.empty();
          machine.changed = true;
        }
      } else if (!isWindows(machine.pool) && random.nextInt(400) == 0) {
        machine.waitingSince = Optional.of(today);
        machine.changed = true;
      }
    }
  }

  /** Every node says that it is alive. */
  void heartbeat(Instant now) {
    version++;
    for (Machine machine : machines) {
      Node before = machine.changed ? null : cache.get(machine.name);
      if (before == null) {
        cache.put(machine.name, prune.apply(node(machine, now)));
        machine.changed = false;
      } else {
        before.getMetadata().setResourceVersion(Long.toString(version));
        before
            .getStatus()
            .getConditions()
            .forEach(condition -> condition.setLastHeartbeatTime(now.toString()));
      }
    }
  }

  int waiting() {
    return (int) machines.stream().filter(it -> it.waitingSince.isPresent()).count();
  }

  /** By arithmetic of its own: more than 30 days, on Windows after the next Patch Tuesday too. */
  int outdated(LocalDate today) {
    return (int)
        machines.stream()
            .filter(machine -> today.isAfter(machine.image.plusDays(30)))
            .filter(machine ->
                !isWindows(machine.pool)
                    || today.isAfter(nextPatchTuesday(machine.image).plusDays(14))
                    || today.isAfter(machine.image.plusDays(90)))
            .count();
  }

  private void upgrade(Machine machine, LocalDate today) {
    boolean neglected = machine.pool % 10 == 9;
    boolean upgradeDay = today.getDayOfYear() % 7 == machine.pool % 7;
    if (!neglected && upgradeDay) {
      LocalDate latest = latestImage(machine.pool, today.minusDays(10));
      if (latest.isAfter(machine.image)) {
        machine.image = latest;
        machine.waitingSince = Optional.empty();
        machine.changed = true;
      }
    }
  }

  private static LocalDate latestImage(int pool, LocalDate day) {
    if (!isWindows(pool)) {
      return day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
    }
    LocalDate ofMonth = day.with(TemporalAdjusters.dayOfWeekInMonth(2, DayOfWeek.TUESDAY));
    return ofMonth.isAfter(day)
        ? day.minusMonths(1).with(TemporalAdjusters.dayOfWeekInMonth(2, DayOfWeek.TUESDAY))
        : ofMonth;
  }

  private static LocalDate nextPatchTuesday(LocalDate image) {
    return image.plusMonths(1).with(TemporalAdjusters.dayOfWeekInMonth(2, DayOfWeek.TUESDAY));
  }

  private static boolean isWindows(int pool) {
    return pool % WINDOWS_EVERY == 0;
  }

  private Node node(Machine machine, Instant now) {
    boolean windows = isWindows(machine.pool);
    Node node =
        new NodeBuilder()
            .withNewMetadata()
            .withName(machine.name)
            .withUid("uid-" + machine.name)
            .withResourceVersion(Long.toString(version))
            .addToLabels("kubernetes.io/os", windows ? "windows" : "linux")
            .addToLabels("kubernetes.azure.com/agentpool", "np%02d".formatted(machine.pool))
            .addToLabels("kubernetes.azure.com/node-image-version", image(machine))
            .endMetadata()
            .withNewStatus()
            .withNewNodeInfo()
            .withKubeletVersion("v1.36.3")
            .withKernelVersion(windows ? "10.0.20348" : "6.8.0-1030-azure")
            .endNodeInfo()
            .endStatus()
            .build();
    if (!windows) {
      node.getStatus().setConditions(List.of(condition(machine, now)));
    }
    return node;
  }

  private static String image(Machine machine) {
    return isWindows(machine.pool)
        ? "AKSWindows-2022-containerd-20348.4529." + WINDOWS.format(machine.image)
        : "AKSUbuntu-2404gen2containerd-" + LINUX.format(machine.image) + ".0";
  }

  private static NodeCondition condition(Machine machine, Instant now) {
    NodeCondition condition = new NodeCondition();
    condition.setType("RebootRequired");
    condition.setStatus(machine.waitingSince.isPresent() ? "True" : "False");
    condition.setLastTransitionTime(
        machine.waitingSince.map(day -> day + "T00:00:00Z").orElse("2026-01-01T00:00:00Z"));
    condition.setLastHeartbeatTime(now.toString());
    return condition;
  }

  @Override
  public Optional<Node> get(ResourceID id) {
    return Optional.ofNullable(cache.get(id.getName()));
  }

  @Override
  public Stream<ResourceID> keys() {
    return cache.keySet().stream().map(ResourceID::new);
  }

  @Override
  public Stream<Node> list(Predicate<Node> condition) {
    return cache.values().stream().filter(condition);
  }
}
