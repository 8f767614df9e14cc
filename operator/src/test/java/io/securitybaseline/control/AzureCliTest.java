package io.securitybaseline.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.securitybaseline.facts.azure.ManagedClusterId;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Commands in findings can be copied: all that is known is in them, and the rest is marked. */
class AzureCliTest {

  private static final String KNOWN =
      "/subscriptions/sub-1/resourceGroups/rg-(west)/providers/Microsoft.ContainerService/managedClusters/prod";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          known   | az aks update --subscription sub-1 -g 'rg-(west)' -n prod --enable-defender
          unknown | az aks update -g <resource-group> -n <cluster> --enable-defender
          """)
  void cluster(String cluster, String command) {
    assertThat(AzureCli.aks(id(cluster), "update", "--enable-defender")).isEqualTo(command);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          known   | np1        | az aks nodepool upgrade --subscription sub-1 -g 'rg-(west)' --cluster-name prod -n np1 --node-image-only
          unknown | np1        | az aks nodepool upgrade -g <resource-group> --cluster-name <cluster> -n np1 --node-image-only
          known   | <new-pool> | az aks nodepool upgrade --subscription sub-1 -g 'rg-(west)' --cluster-name prod -n <new-pool> --node-image-only
          unknown | a;b'c      | az aks nodepool upgrade -g <resource-group> --cluster-name <cluster> -n 'a;b'\\''c' --node-image-only
          unknown | <a b>      | az aks nodepool upgrade -g <resource-group> --cluster-name <cluster> -n '<a b>' --node-image-only
          """)
  void nodePool(String cluster, String pool, String command) {
    assertThat(AzureCli.nodePool(id(cluster), "upgrade", pool, "--node-image-only"))
        .isEqualTo(command);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          known   | az aks maintenanceconfiguration add --subscription sub-1 -g 'rg-(west)' --cluster-name prod -n default --duration 4
          unknown | az aks maintenanceconfiguration add -g <resource-group> --cluster-name <cluster> -n default --duration 4
          """)
  void maintenance(String cluster, String command) {
    assertThat(AzureCli.maintenance(id(cluster), "default", "--duration 4")).isEqualTo(command);
  }

  private static Optional<ManagedClusterId> id(String cluster) {
    return ManagedClusterId.find(cluster.equals("known") ? KNOWN : null);
  }
}
