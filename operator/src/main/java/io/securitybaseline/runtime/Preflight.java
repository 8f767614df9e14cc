package io.securitybaseline.runtime;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.securitybaseline.api.SecurityBaseline;
import io.securitybaseline.client.ApiFailure;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Checks before anything starts what would otherwise fail in many places at once. */
final class Preflight {

  private static final Logger log = LoggerFactory.getLogger(Preflight.class);

  private static final Duration BETWEEN_TRIES = Duration.ofMillis(500);

  private Preflight() {}

  /**
   * Waits for the API server and makes sure that it has our custom resource and lets us read it.
   *
   * @throws StartupException saying what is missing and what to do
   */
  static void check(KubernetesClient client, Duration patience) {
    long deadline = System.nanoTime() + patience.toNanos();
    boolean reported = false;
    while (true) {
      try {
        if (!isServed(client)) {
          throw new StartupException(
              "the API server does not serve SecurityBaseline: kubectl apply --server-side -f"
                  + " crds/, or install the Helm chart with crds.install=true");
        }
        return;
      } catch (KubernetesClientException e) {
        if (e.getCode() == 401 || e.getCode() == 403) {
          throw refused(client, e);
        }
        if (System.nanoTime() > deadline) {
          throw noAnswer(client, patience, e);
        }
        if (!reported) {
          tell(client, e);
          reported = true;
        }
        pause();
      }
    }
  }

  private static StartupException noAnswer(
      KubernetesClient client, Duration patience, KubernetesClientException e) {
    return new StartupException(
        "no answer from the API server at %s within %d seconds: %s: check the kubeconfig and the network"
            .formatted(client.getMasterUrl(), patience.toSeconds(), ApiFailure.cause(e)),
        e);
  }

  private static StartupException refused(KubernetesClient client, KubernetesClientException e) {
    return new StartupException(
        "the API server at %s denies access: %s: choose other credentials with --kubeconfig or --context, or request that permission"
            .formatted(client.getMasterUrl(), ApiFailure.cause(e)),
        e);
  }

  /** Once, and not as a failure: where a cluster comes up as a whole this is how it goes. */
  private static void tell(KubernetesClient client, KubernetesClientException e) {
    log.atWarn()
        .addKeyValue("server", client.getMasterUrl())
        .addKeyValue("error", ApiFailure.cause(e))
        .log("waiting for the API server");
  }

  /** A list, because for a single object a missing object and a missing kind are both 404. */
  private static boolean isServed(KubernetesClient client) {
    try {
      client.resources(SecurityBaseline.class).list();
      return true;
    } catch (KubernetesClientException e) {
      if (e.getCode() == 404) {
        return false;
      }
      throw e;
    }
  }

  private static void pause() {
    try {
      Thread.sleep(BETWEEN_TRIES);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StartupException("interrupted while waiting for the API server", e);
    }
  }
}
