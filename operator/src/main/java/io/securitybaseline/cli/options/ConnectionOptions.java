package io.securitybaseline.cli.options;

import io.fabric8.kubernetes.client.Config;
import io.securitybaseline.client.CommandFailure;
import io.securitybaseline.client.Kubeconfig;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The cluster and the credentials. */
public final class ConnectionOptions {

  @Option(
      names = "--kubeconfig",
      paramLabel = "FILE",
      description = "The kubeconfig. [KUBECONFIG, ~/.kube/config, the pod's own account]")
  private @Nullable Path kubeconfig;

  @Option(
      names = "--context",
      paramLabel = "NAME",
      description = "A context of the kubeconfig. [its current context]")
  private @Nullable String context;

  /** Whether either was given. */
  public boolean given() {
    return kubeconfig != null || context != null;
  }

  /**
   * The connection that they stand for.
   *
   * @throws CommandFailure saying what is wrong with the kubeconfig
   */
  public Config config() {
    return Kubeconfig.config(
        Optional.ofNullable(kubeconfig),
        Optional.ofNullable(context).filter(name -> !name.isBlank()));
  }
}
