package io.securitybaseline.engines;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** All scenarios of one engine. */
record ScenarioSet(Settings settings) {

  /** So many random namespaces go through every step. */
  private static final int FIRST = 60;

  /** Those that go through every step. */
  List<Scenario> first() {
    return all().stream().filter(each -> waveOf(each) == 0).toList();
  }

  /** The random namespaces beyond, in groups that come and go. */
  List<List<Scenario>> further() {
    return List.copyOf(
        all().stream()
            .filter(each -> waveOf(each) > 0)
            .collect(Collectors.groupingBy(this::waveOf, TreeMap::new, Collectors.toList()))
            .values());
  }

  private long waveOf(Scenario scenario) {
    if (!scenario.name().startsWith(RandomScenario.PREFIX)) {
      return 0;
    }
    String seed = scenario.name().substring(RandomScenario.PREFIX.length());
    long index = Long.parseLong(seed) - settings.seed();
    return index < FIRST ? 0 : 1 + (index - FIRST) / settings.engine().namespacesAtOnce();
  }

  private List<Scenario> all() {
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
