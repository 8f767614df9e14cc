package io.securitybaseline.chart;

import static io.securitybaseline.testing.Chart.texts;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.securitybaseline.testing.Chart;
import io.securitybaseline.testing.Manifests;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * The benchmarks grant the rights of the chart, so that they measure the operator that users run.
 */
class BenchRightsTest {
  private static final Path RIGHTS =
      Path.of("../bench/src/main/resources/io/securitybaseline/bench/rights.yaml");

  /** Groups that the API server of the benchmarks does not serve. */
  private static final Set<String> NOT_SERVED =
      Set.of(
          "cilium.io",
          "crd.projectcalico.org",
          "projectcalico.org",
          "policy.networking.k8s.io",
          "argoproj.io",
          "openreports.io",
          "wgpolicyk8s.io");

  @Test
  void whatTheChartLetsTheOperatorWatchIsWatchedInTheBenchmarks() throws IOException {
    Set<String> chart = watched(Chart.render());
    chart.removeIf(right -> NOT_SERVED.contains(right.substring(0, right.indexOf('/'))));

    assertThat(watched(Manifests.parse(Files.readString(RIGHTS)))).isEqualTo(chart);
  }

  private static Set<String> watched(Manifests manifests) {
    Set<String> watched = new TreeSet<>();
    for (JsonNode role : manifests.all("ClusterRole").toList()) {
      for (JsonNode rule : role.at("/rules")) {
        if (texts(rule, "verbs").containsAll(List.of("list", "watch"))) {
          for (String group : texts(rule, "apiGroups")) {
            texts(rule, "resources").forEach(resource -> watched.add(group + "/" + resource));
          }
        }
      }
    }
    return watched;
  }
}
