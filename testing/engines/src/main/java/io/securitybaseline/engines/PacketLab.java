package io.securitybaseline.engines;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** An engine that filters packets, and connections through it. */
final class PacketLab implements Lab {

  /** One retransmission fits, so that a busy machine does not make a pod look blocked. */
  private static final int PROBE_MILLIS = 1500;

  /** No answer within that time means: not yet. */
  private static final int CANARY_MILLIS = 60;

  /** So often in a row the canary must pass while the engine rests: it may just begin anew. */
  private static final int STILL = 3;

  private static final int WATCH_MILLIS = 10;
  private static final Duration SETTLE_LIMIT = Duration.ofMinutes(3);

  /** More sockets than that at once would only make the machine slow. */
  private static final int AT_ONCE = 6000;

  /** Calico's CNI plugin names the node's end like that, and Felix looks for that name. */
  private static final int DEVICE_DIGITS = 11;

  private static final int CONTROL_PORT = 8080;

  private final Fabric fabric;
  private final EngineProcess engine;
  private final Function<String, Optional<String>> lastWrite;
  private final Canary canary;
  private final PodRuntime runtime;
  private List<Attempt> watching = List.of();

  /**
   * A lab of an engine that runs.
   *
   * @param lastWrite what the engine printed when it had written its rules the last time, by the
   *     last lines of its log; empty while it writes them
   */
  PacketLab(
      Fabric fabric,
      EngineProcess engine,
      Function<String, Optional<String>> lastWrite,
      Canary canary,
      PodRuntime runtime) {
    this.fabric = fabric;
    this.engine = engine;
    this.lastWrite = lastWrite;
    this.canary = canary;
    this.runtime = runtime;
  }

  @Override
  public void addPods(List<LabPod> pods) {
    fabric.addPods(
        pods.stream()
            .filter(pod -> !pod.hostNetwork())
            .map(pod -> new Fabric.Pod(pod.id().toString(), pod.ip(), device(pod.id())))
            .toList());
  }

  @Override
  public void start(LabPod pod) {
    if (!pod.hostNetwork()) {
      runtime.start(pod);
    }
  }

  @Override
  public boolean startsPods() {
    return !runtime.equals(PodRuntime.NONE);
  }

  @Override
  public void takeAddress(String ip) {
    fabric.takeAddress(ip);
  }

  @Override
  public void releaseAddress(String ip) {
    fabric.releaseAddress(ip);
  }

  @Override
  public void settle() {
    Canary.Round round = canary.next();
    addPods(List.of(round.pod()));
    canary.release(round);
    start(round.pod());
    long deadline = System.nanoTime() + SETTLE_LIMIT.toNanos();
    List<Fabric.Connect> tries =
        round.reached().keySet().stream().map(target -> connect(round.pod(), target)).toList();
    List<Boolean> expected = List.copyOf(round.reached().values());
    int still = 0;
    while (still < STILL) {
      boolean acted = fabric.probe(tries, CANARY_MILLIS).equals(expected);
      still = acted && lastWrite().isPresent() ? still + 1 : 0;
      engine.requireAlive();
      if (System.nanoTime() > deadline) {
        throw new LabException(
            "the engine did not act on the canary within %s:%n%s"
                .formatted(SETTLE_LIMIT, engine.tail()));
      }
    }
  }

  private Optional<String> lastWrite() {
    return lastWrite.apply(engine.tail());
  }

  /**
   * Tries again while the engine writes its rules: kube-router also writes them all every five
   * minutes, and each time mixes ports by name for a moment ({@link EngineKind#mixesNamedPorts}).
   */
  @Override
  public List<Boolean> probe(List<Attempt> attempts) {
    long deadline = System.nanoTime() + SETTLE_LIMIT.toNanos();
    while (true) {
      Optional<String> before = lastWrite();
      List<Boolean> reached = probeOnce(attempts);
      if (before.isPresent() && before.equals(lastWrite())) {
        return reached;
      }
      engine.requireAlive();
      if (System.nanoTime() > deadline) {
        throw new LabException(
            "the engine wrote rules during every probe for %s:%n%s"
                .formatted(SETTLE_LIMIT, engine.tail()));
      }
    }
  }

  private List<Boolean> probeOnce(List<Attempt> attempts) {
    SequencedSet<LabPod> pods = new LinkedHashSet<>();
    attempts.stream().map(Attempt::from).filter(pod -> !pod.hostNetwork()).forEach(pods::add);
    List<Fabric.Connect> connects =
        Stream.concat(
                pods.stream().map(pod -> new Fabric.Connect(Fabric.NODE, pod.ip(), CONTROL_PORT)),
                attempts.stream().map(each -> connect(each.from(), each.to())))
            .toList();
    List<Boolean> reached = inBatches(connects);
    List<LabPod> broken =
        IntStream.range(0, pods.size())
            .filter(index -> !reached.get(index))
            .mapToObj(List.copyOf(pods)::get)
            .toList();
    if (!broken.isEmpty()) {
      throw new LabException(
          "%d pods are not reachable from their own node, the first is %s"
              .formatted(broken.size(), broken.getFirst()));
    }
    return reached.subList(pods.size(), reached.size());
  }

  private List<Boolean> inBatches(List<Fabric.Connect> connects) {
    List<Boolean> reached = new ArrayList<>();
    for (int begin = 0; begin < connects.size(); begin += AT_ONCE) {
      int end = Math.min(begin + AT_ONCE, connects.size());
      reached.addAll(fabric.probe(connects.subList(begin, end), PROBE_MILLIS));
    }
    return reached;
  }

  @Override
  public void watch(List<Attempt> attempts) {
    watching = List.copyOf(attempts);
    fabric.watch(
        attempts.stream().map(each -> connect(each.from(), each.to())).toList(), WATCH_MILLIS);
  }

  @Override
  public List<Opening> watched() {
    List<Fabric.Tally> tallies = fabric.watched();
    return IntStream.range(0, tallies.size())
        .filter(index -> tallies.get(index).reached() > 0)
        .mapToObj(index -> new Opening(watching.get(index), tallies.get(index).millis()))
        .toList();
  }

  private static Fabric.Connect connect(LabPod from, Target to) {
    return new Fabric.Connect(
        from.hostNetwork() ? Fabric.NODE : from.id().toString(), to.ip(), to.port());
  }

  static String device(PodId pod) {
    String text = pod.namespace() + "." + pod.name();
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-1").digest(text.getBytes(StandardCharsets.UTF_8));
      return "cali" + HexFormat.of().formatHex(hash).substring(0, DEVICE_DIGITS);
    } catch (NoSuchAlgorithmException e) {
      throw new LabException("no SHA-1", e);
    }
  }

  @Override
  public String log() {
    return engine.tail();
  }

  @Override
  public boolean sendsPackets() {
    return true;
  }

  @Override
  public void close() {
    engine.close();
  }
}
