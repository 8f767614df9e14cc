package io.securitybaseline.reconcile;

import io.securitybaseline.facts.azure.DaemonTimer;
import io.securitybaseline.facts.azure.ManagedClusterId;
import io.securitybaseline.facts.azure.ManagedClusterPoller;
import io.securitybaseline.facts.azure.ManagedClusterReader;
import io.securitybaseline.facts.azure.arm.ArmReaderSource;
import io.securitybaseline.facts.azure.client.AzureConnection;
import io.securitybaseline.facts.azure.client.Timeouts;
import io.securitybaseline.facts.azure.directory.DirectoryPoller;
import io.securitybaseline.facts.azure.directory.DirectoryReader;
import io.securitybaseline.facts.azure.graph.GraphReaderSource;
import io.securitybaseline.module.DirectoryInquiry.Asker;
import io.securitybaseline.report.Metrics;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.Set;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/** Creates what reads the cluster's settings from Azure; only constructors are called here. */
record AzureWiring(Metrics metrics, ManagedClusterPoller.Clocks clocks) {

  private static final Timeouts PATIENCE =
      new Timeouts(Duration.ofSeconds(30), Duration.ofSeconds(90));

  /**
   * The poller.
   *
   * @param onChange run when a reading differs from the one before
   */
  ManagedClusterPoller poller(Runnable onChange) {
    return new ManagedClusterPoller(
        this::open, new DaemonTimer("azure"), RandomGenerator.getDefault(), clocks, onChange);
  }

  /**
   * The poller of the directory.
   *
   * @param onNews run with the evaluations for which an answer is new
   */
  DirectoryPoller<Asker> directory(Consumer<Set<Asker>> onNews) {
    return new DirectoryPoller<>(
        this::openGraph, new DaemonTimer("graph"), RandomGenerator.getDefault(), clocks, onNews);
  }

  private DirectoryReader openGraph() {
    return new GraphReaderSource(
            new AzureConnection.Source(
                System::getenv, HttpClient::newBuilder, PATIENCE, metrics::graphRequested))
        .open();
  }

  /** Nothing of the Azure SDK is loaded before this is called, in the poller's thread. */
  private ManagedClusterReader open(ManagedClusterId id) {
    return new ArmReaderSource(
            System::getenv, HttpClient::newBuilder, PATIENCE, metrics::azureRequested)
        .open(id);
  }
}
