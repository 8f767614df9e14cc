package io.securitybaseline.facts.otherkinds;

import java.util.Map;

/**
 * A set of addresses with the address of the instance metadata service in it. Policies of Calico,
 * Kubernetes' own among them, select it by its labels like a pod.
 *
 * @param namespace empty for a GlobalNetworkSet
 * @param labels as Calico matches them, without those of its namespace
 * @param holds whether the address is in it
 * @param isRead whether all of it could be read and kept; else its labels are not known
 */
public record AddressHolder(
    String namespace, String name, Map<String, String> labels, Match holds, boolean isRead) {

  public AddressHolder {
    labels = Map.copyOf(labels);
  }

  /** One that exists and is not kept. */
  static AddressHolder unread(String namespace, String name) {
    return new AddressHolder(namespace, name, Map.of(), Match.MAYBE, false);
  }

  /** As messages name it. */
  public String shown() {
    return namespace.isEmpty()
        ? "GlobalNetworkSet " + name
        : "NetworkSet %s/%s".formatted(namespace, name);
  }
}
