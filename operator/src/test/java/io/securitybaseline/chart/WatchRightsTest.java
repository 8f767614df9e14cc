package io.securitybaseline.chart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.Pluralize;
import io.securitybaseline.controls.Controls;
import io.securitybaseline.facts.watch.Kind;
import io.securitybaseline.testing.Chart;
import java.util.List;
import java.util.Locale;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** The chart grants what the controls declare to read. */
class WatchRightsTest {

  private final List<JsonNode> rules =
      Chart.render()
          .all("ClusterRole")
          .flatMap(role -> StreamSupport.stream(role.get("rules").spliterator(), false))
          .toList();

  @Test
  void everyDeclaredKindMayBeListedAndWatched() {
    assertThat(Controls.watches())
        .isNotEmpty()
        .allSatisfy(watch ->
            assertThat(rules)
                .as(watch.name())
                .anyMatch(rule ->
                    has(rule, "apiGroups", watch.kind().group())
                        && has(rule, "resources", resource(watch.kind()))
                        && has(rule, "verbs", "list")
                        && has(rule, "verbs", "watch")));
  }

  private static String resource(Kind<?> kind) {
    return Pluralize.toPlural(kind.name().toLowerCase(Locale.ROOT));
  }

  private static boolean has(JsonNode rule, String field, String text) {
    return StreamSupport.stream(rule.path(field).spliterator(), false)
        .anyMatch(value -> value.asText().equals(text));
  }
}
