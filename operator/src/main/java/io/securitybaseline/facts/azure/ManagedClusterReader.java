package io.securitybaseline.facts.azure;

/** Reads one cluster from Azure. */
public interface ManagedClusterReader {

  /** Sends one round of requests and waits for it, a minute and a half at worst. Does not throw. */
  Attempt read();

  /** Where readers come from; nothing of the Azure SDK is loaded before the first. */
  @FunctionalInterface
  interface Source {

    /**
     * A reader of this cluster.
     *
     * @throws IllegalArgumentException naming what to correct, if it cannot be read as configured
     */
    ManagedClusterReader open(ManagedClusterId id);
  }
}
