package io.securitybaseline.reconcile.pass;

import io.securitybaseline.control.Change.Seen;
import io.securitybaseline.report.policy.ReportKind;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The policy reports of a cluster, as their caches have them. */
final class FakeReports implements StoredReports {

  private record Key(ReportKind kind, String place) {}

  private final Map<ReportKind, Knowledge> knowledge = new EnumMap<>(ReportKind.class);
  private final Map<Key, Kept> kept = new HashMap<>();
  private final Map<Key, String> expected = new HashMap<>();

  FakeReports() {
    knowledge.put(ReportKind.OPEN_REPORTS, Knowledge.KNOWN);
    knowledge.put(ReportKind.POLICY_REPORT, Knowledge.NOT_SERVED);
  }

  /** Knows so much of the kind from now on. */
  FakeReports knowing(ReportKind kind, Knowledge next) {
    knowledge.put(kind, next);
    return this;
  }

  /** The caches show this report, and no longer wait for a write. */
  FakeReports with(ReportKind kind, @Nullable String namespace, String hash, boolean edited) {
    kept.put(key(kind, namespace), new Kept(new Seen("uid-report", "7"), hash, edited));
    expected.remove(key(kind, namespace));
    return this;
  }

  @Override
  public Knowledge knowledge(ReportKind kind) {
    return Objects.requireNonNull(knowledge.get(kind));
  }

  @Override
  public Optional<String> problem(ReportKind kind) {
    return knowledge(kind) == Knowledge.FAILED ? Optional.of("HTTP 403") : Optional.empty();
  }

  @Override
  public Optional<Kept> find(ReportKind kind, @Nullable String namespace) {
    return Optional.ofNullable(kept.get(key(kind, namespace)));
  }

  @Override
  public Stream<String> places(ReportKind kind) {
    return kept.keySet().stream().filter(key -> key.kind() == kind).map(Key::place);
  }

  @Override
  public Optional<String> expected(ReportKind kind, @Nullable String namespace) {
    return Optional.ofNullable(expected.get(key(kind, namespace)));
  }

  @Override
  public void expect(ReportKind kind, @Nullable String namespace, String hash) {
    expected.put(key(kind, namespace), hash);
  }

  @Override
  public void forgetExpected(ReportKind kind, @Nullable String namespace) {
    expected.remove(key(kind, namespace));
  }

  private static Key key(ReportKind kind, @Nullable String namespace) {
    return new Key(kind, Objects.requireNonNullElse(namespace, ""));
  }
}
