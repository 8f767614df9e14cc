package io.securitybaseline.engines;

import java.util.List;

/** An engine that decides about pods of a control plane, and a way to ask it what they reach. */
interface Lab extends AutoCloseable {

  /** Connects pods that are about to be created in the API. */
  void addPods(List<LabPod> pods);

  /** Starts a connected pod that the API holds now; returns once the engine has it. */
  default void start(LabPod pod) {}

  /**
   * Whether a pod runs only from {@link #start} on. Otherwise it runs from the moment at which it
   * is connected, before the engine has seen it.
   */
  default boolean startsPods() {
    return false;
  }

  /** Makes the address one of the node, where port 80 is open, until {@link #releaseAddress}. */
  void takeAddress(String ip);

  /** Ends {@link #takeAddress}. */
  void releaseAddress(String ip);

  /** Returns once the engine acts on everything that the API held when this was called. */
  void settle();

  /**
   * Which attempts reach their target, in their order.
   *
   * @throws LabException if a pod could not be reached from its node: then a blocked attempt means
   *     nothing
   */
  List<Boolean> probe(List<Attempt> attempts);

  /** Begins to try these again and again, every few milliseconds; {@link #watched} ends it. */
  void watch(List<Attempt> attempts);

  /** The attempts of the watch that reached their target at least once. */
  List<Opening> watched();

  /** The last lines that the engine has printed; empty for one that prints nothing. */
  default String log() {
    return "";
  }

  /** Whether packets decide, and not the state of the API. */
  boolean sendsPackets();

  @Override
  void close();
}
