package io.securitybaseline.facts.otherkinds;

import java.util.Map;

/**
 * A set of addresses with the address of the instance metadata service in it, or a pod that Calico
 * takes for the service. Policies of Calico, Kubernetes' own among them, select the set by its
 * labels like a pod.
 *
 * @param kind {@code NetworkSet}, {@code GlobalNetworkSet} or {@code Pod}
 * @param namespace empty for a GlobalNetworkSet
 * @param labels as Calico matches them, without those of its namespace
 * @param holds whether the address is in it
 * @param isRead whether all of it could be read and kept; else its labels are not known
 */
public record AddressHolder(
    String kind,
    String namespace,
    String name,
    Map<String, String> labels,
    Match holds,
    boolean isRead) {

  private static final String POD = "Pod";
  private static final String SET = "NetworkSet";
  private static final String GLOBAL = "GlobalNetworkSet";

  public AddressHolder {
    labels = Map.copyOf(labels);
  }

  /** A set of addresses. */
  static AddressHolder set(String namespace, String name, Map<String, String> labels, Match holds) {
    return new AddressHolder(
        namespace.isEmpty() ? GLOBAL : SET, namespace, name, labels, holds, true);
  }

  /** A pod. */
  public static AddressHolder pod(String namespace, String name, Map<String, String> labels) {
    return new AddressHolder(POD, namespace, name, labels, Match.YES, true);
  }

  /** A set of addresses that exists and is not kept. */
  static AddressHolder unreadSet(String namespace, String name) {
    return set(namespace, name, Map.of(), Match.MAYBE).unread();
  }

  /** The same, of which no more is known than that it exists. */
  public AddressHolder unread() {
    return new AddressHolder(kind, namespace, name, Map.of(), Match.MAYBE, false);
  }

  /** Whether it is a pod, which has labels that Calico itself adds. */
  public boolean isPod() {
    return kind.equals(POD);
  }

  /** As messages name it. */
  public String shown() {
    return namespace.isEmpty()
        ? "%s %s".formatted(kind, name)
        : "%s %s/%s".formatted(kind, namespace, name);
  }
}
