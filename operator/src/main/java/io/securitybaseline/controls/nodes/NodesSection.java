package io.securitybaseline.controls.nodes;

import io.securitybaseline.api.status.NodeFinding;
import io.securitybaseline.api.status.NodePoolStatus;
import io.securitybaseline.api.status.NodesStatus;
import io.securitybaseline.control.Excerpt;
import io.securitybaseline.control.Finding.Severity;
import io.securitybaseline.report.TrimLevel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** The section of the status on nodes, bounded in size. */
final class NodesSection {

  private static final int MOST = 10;
  private static final int MOST_POOLS = 50;

  /** Fifty AKS pools take less; names made to be long, or fewer pools, leave room for the rest. */
  private static final int POOLS_BYTES = 6 * 1024 + 512;

  /** What a pool's entry takes beside its texts. */
  private static final int POOL_BYTES = 115;

  /** Enough for what is the matter and what to do; names of nodes come last and may be cut. */
  private static final int FINDING_BYTES = 512;

  private static final int NOTE_BYTES = 128;
  private static final int NAME_BYTES = 63;

  private NodesSection() {}

  static NodesStatus of(NodesRollUp rollUp, TrimLevel level) {
    List<NodePoolStatus> pools = pools(rollUp.pools(), level);
    return new NodesStatus(
        rollUp.total(),
        rollUp.exempt(),
        orNull(rollUp.rebootRequired()),
        rollUp.rebootUnknown(),
        orNull(rollUp.outdatedImages()),
        pools,
        pools.size() == rollUp.pools().size() ? null : rollUp.pools().size() - pools.size(),
        rollUp.problems().limit(level.most(MOST)).map(found -> finding(found, level)).toList(),
        rollUp
            .notes()
            .limit(level.notes())
            .map(note ->
                level.text(
                    "%s: pool %s: %s"
                        .formatted(
                            note.finding().reason(),
                            poolName(note.pool()),
                            note.finding().message()),
                    NOTE_BYTES))
            .toList());
  }

  /** Pool names of AKS have twelve characters; those of Karpenter may have many more. */
  static String poolName(String pool) {
    return Excerpt.of(pool, NAME_BYTES);
  }

  /** As many as there is room for, those in which something is amiss before others. */
  private static List<NodePoolStatus> pools(List<PoolDecision> pools, TrimLevel level) {
    List<NodePoolStatus> all = new ArrayList<>();
    int bytes = 0;
    for (PoolDecision pool : sorted(pools)) {
      NodePoolStatus status = pool(pool.assessment());
      bytes += bytes(status);
      if (all.size() == MOST_POOLS || bytes > level.inventory(POOLS_BYTES)) {
        break;
      }
      all.add(status);
    }
    all.sort(Comparator.comparing(NodePoolStatus::name));
    return all;
  }

  private static List<PoolDecision> sorted(List<PoolDecision> pools) {
    return pools.stream()
        .sorted(
            Comparator.comparing(NodesSection::isProblems)
                .reversed()
                .thenComparing(pool -> pool.assessment().pool()))
        .toList();
  }

  private static boolean isProblems(PoolDecision pool) {
    return pool.findings().stream().anyMatch(found -> found.finding().severity() != Severity.NOTE);
  }

  private static NodePoolStatus pool(PoolAssessment pool) {
    return new NodePoolStatus(
        poolName(pool.pool()),
        text(pool.os()),
        pool.nodes().size(),
        text(pool.image()),
        pool.latestImage().map(NodesSection::text).orElse(null),
        orNull(pool.oldestImageDays()),
        orNull(pool.rebootRequired()),
        orNull(pool.outdatedImages()));
  }

  static @Nullable Integer orNull(OptionalInt count) {
    return count.isPresent() ? count.getAsInt() : null;
  }

  private static @Nullable String text(String text) {
    return text.isEmpty() ? null : Excerpt.of(text, NAME_BYTES);
  }

  private static int bytes(NodePoolStatus pool) {
    return POOL_BYTES
        + bytes(pool.name())
        + bytes(pool.os())
        + bytes(pool.image())
        + (pool.latestImage() == null ? 0 : 18 + bytes(pool.latestImage()));
  }

  private static int bytes(@Nullable String text) {
    return text == null ? 0 : text.getBytes(StandardCharsets.UTF_8).length;
  }

  private static NodeFinding finding(NodesRollUp.InPool found, TrimLevel level) {
    List<String> nodes = found.found().nodes();
    return new NodeFinding(
        poolName(found.pool()),
        nodes.isEmpty() ? null : Excerpt.of(nodes.getFirst(), NAME_BYTES),
        found.finding().reason(),
        level.text(found.finding().message(), FINDING_BYTES));
  }
}
