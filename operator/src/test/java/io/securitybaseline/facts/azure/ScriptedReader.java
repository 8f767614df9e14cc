package io.securitybaseline.facts.azure;

import io.securitybaseline.facts.azure.ManagedCluster.Access;
import io.securitybaseline.facts.azure.ManagedCluster.ApiServer;
import io.securitybaseline.facts.azure.ManagedCluster.Channels;
import io.securitybaseline.facts.azure.ManagedCluster.Network;
import io.securitybaseline.facts.azure.ManagedCluster.Product;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;

/** Answers as it is reported, and remembers whom it was opened for. */
final class ScriptedReader implements ManagedClusterReader.Source {

  private final List<ManagedClusterId> opened = new ArrayList<>();
  private Supplier<Attempt> answer = () -> new Attempt.Succeeded(facts("westeurope"));
  private int reads;

  void answers(Attempt attempt) {
    answer = () -> attempt;
  }

  void throwing(RuntimeException e) {
    answer =
        () -> {
          throw e;
        };
  }

  void doing(Supplier<Attempt> supplier) {
    answer = supplier;
  }

  int reads() {
    return reads;
  }

  List<ManagedClusterId> opened() {
    return opened;
  }

  @Override
  public ManagedClusterReader open(ManagedClusterId id) {
    opened.add(id);
    return () -> {
      reads++;
      return answer.get();
    };
  }

  static Attempt failing(Failure.Kind kind, Duration retryAfter) {
    return new Attempt.Failed(new Failure(kind, "so it is", Optional.of(retryAfter)));
  }

  static Attempt failing(Failure.Kind kind) {
    return new Attempt.Failed(new Failure(kind, "so it is"));
  }

  static ManagedClusterFacts facts(String location) {
    return facts(location, new Part.Known<>(Set.of("default")));
  }

  static ManagedClusterFacts facts(String location, List<AgentPool> pools) {
    return facts(location, new Part.Known<>(Set.of("default")), pools);
  }

  static ManagedClusterFacts facts(String location, Part<Set<String>> maintenance) {
    return facts(location, maintenance, List.of());
  }

  private static ManagedClusterFacts facts(
      String location, Part<Set<String>> maintenance, List<AgentPool> pools) {
    return new ManagedClusterFacts(
        new ManagedCluster(
            new ManagedClusterId("s", "rg", "c"),
            location,
            new Product(Setting.ABSENT, Setting.ABSENT, Setting.ABSENT),
            Optional.empty(),
            true,
            new Access(true, false, false, false),
            new ApiServer(true, List.of()),
            new Network(Setting.ABSENT, new Setting("Calico"), Setting.ABSENT),
            new Channels(Setting.ABSENT, new Setting("NodeImage")),
            pools),
        new Part.Known<>(List.of()),
        new Part.Known<>(List.of()),
        maintenance,
        new Part.Known<>(Setting.ABSENT),
        new TreeMap<>(Map.of("pool", new Part.Known<>(Optional.of("image")))));
  }
}
