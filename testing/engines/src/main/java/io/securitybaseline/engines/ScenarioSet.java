package io.securitybaseline.engines;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** All scenarios of one engine. */
record ScenarioSet(Settings settings) {

  List<Scenario> all() {
    List<String> engines = Arrays.stream(EngineKind.values()).map(EngineKind::label).toList();
    List<Scenario> scenarios =
        new ArrayList<>(ScenarioFolders.read(settings.engines().resolve("scenarios")));
    scenarios.addAll(GoldenScenarios.read(settings.goldenCases(), engines));
    for (int index = 0; index < settings.random(); index++) {
      scenarios.add(RandomScenario.of(settings.seed() + index, engines));
    }
    for (int index = 0; index < settings.nativePolicies(); index++) {
      scenarios.add(RandomCalicoPolicies.of(settings.seed() + index));
      scenarios.add(RandomCiliumPolicies.of(settings.seed() + index));
    }
    return scenarios.stream().filter(each -> each.runsOn(settings.engine())).toList();
  }
}
