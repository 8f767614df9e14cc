package io.securitybaseline.apply;

import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.api.model.coordination.v1.LeaseBuilder;
import io.fabric8.kubernetes.api.model.coordination.v1.LeaseSpec;
import io.fabric8.kubernetes.api.model.coordination.v1.LeaseSpecBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * One Lease that this process acquires, renews and releases. As in client-go, the times in the
 * Lease decide nothing: clocks of machines differ. A Lease of another holder is valid until its
 * record has not changed for its duration, measured by the monotonic clock of this process.
 */
public final class LeaderLease {

  private static final PatchContext MERGE = PatchContext.of(PatchType.JSON_MERGE);

  /** Not null: a merge patch would leave the name of the old holder in place. */
  private static final String NO_HOLDER = "";

  private final KubernetesClient client;
  private final LeaseName name;
  private final List<LeaseRenewal> renewals;
  private final String holder;
  private final Duration duration;
  private final Clocks clocks;

  /** The record as it was last read or written. */
  private @Nullable Lease known;

  /** When {@link #known} was first seen as it is. */
  private long knownSinceNanos;

  private boolean changed;
  private int turn;

  /**
   * @param clients renew the Lease in turns: a process stops leading where one of its connections
   *     gets no answer; the first does everything else
   * @param holder what this process is called in the Lease; no other process may have the name
   * @param duration for how long others respect the Lease after a renewal
   */
  public LeaderLease(
      List<KubernetesClient> clients,
      LeaseName name,
      String holder,
      Duration duration,
      Clocks clocks) {
    this.client = clients.getFirst();
    this.name = name;
    this.renewals =
        clients.stream()
            .map(each -> new LeaseRenewal(each, name.namespace(), name.name(), duration))
            .toList();
    this.holder = holder;
    this.duration = duration;
    this.clocks = clocks;
  }

  /** Namespace and name of a Lease. */
  public record LeaseName(String namespace, String name) {
    @Override
    public String toString() {
      return namespace + "/" + name;
    }
  }

  /**
   * The clocks of this process.
   *
   * @param wall only for the times that the Lease shows to users
   * @param nanoTime a monotonic clock, as {@link System#nanoTime}
   */
  public record Clocks(InstantSource wall, LongSupplier nanoTime) {}

  public LeaseName name() {
    return name;
  }

  /**
   * Acquires the Lease, or writes it again where this process holds it.
   *
   * @return the other process that holds it; empty if this one does
   * @throws KubernetesClientException if the API server does not answer or rejects
   */
  public synchronized Optional<String> tryHold() {
    Optional<String> other = validHolder();
    if (other.isEmpty()) {
      write(holder, duration, known);
    }
    return other;
  }

  /**
   * Renews the Lease that this process has acquired, without waiting for the API server.
   *
   * @return fails with a {@link KubernetesClientException}, with code 409 or 404 where the Lease
   *     was changed or deleted by another client; then {@link #tryHold} reads it
   */
  synchronized CompletableFuture<Void> renew() {
    ObjectMeta metadata = Objects.requireNonNull(known, "acquired before").getMetadata();
    LeaseRenewal renewal = renewals.get(turn % renewals.size());
    turn++;
    return renewal
        .renew(metadata.getResourceVersion(), clocks.wall().instant())
        .thenAccept(metadata::setResourceVersion);
  }

  /**
   * Reads the Lease and changes nothing.
   *
   * @return the other process that holds it, until its record has not changed for its duration
   */
  public synchronized Optional<String> validHolder() {
    Lease read = client.leases().inNamespace(name.namespace()).withName(name.name()).get();
    if (read == null || known == null || !Objects.equals(read.getSpec(), known.getSpec())) {
      changed |= known != null;
      knownSinceNanos = clocks.nanoTime().getAsLong();
    }
    known = read;
    return Optional.ofNullable(read)
        .map(LeaderLease::holder)
        .filter(other -> !other.isEmpty() && !other.equals(holder))
        .filter(_ -> clocks.nanoTime().getAsLong() - knownSinceNanos < validNanos(read));
  }

  /** Whether {@link #validHolder} has seen the Lease change, so that its holder is alive. */
  public synchronized boolean hasChanged() {
    return changed;
  }

  /**
   * Allows another process to become the leader immediately, if this one still holds the Lease.
   *
   * @return whether it did
   * @throws KubernetesClientException if the API server does not answer or rejects
   */
  public synchronized boolean release() {
    known = client.leases().inNamespace(name.namespace()).withName(name.name()).get();
    if (known == null || !isOurs(known)) {
      return false;
    }
    write(NO_HOLDER, Duration.ofSeconds(1), known);
    return true;
  }

  private boolean isOurs(Lease lease) {
    return holder(lease).equals(holder);
  }

  private static String holder(Lease lease) {
    LeaseSpec spec = lease.getSpec();
    return spec == null ? "" : Objects.requireNonNullElse(spec.getHolderIdentity(), "");
  }

  /** By its own record: a holder of another version may renew less often than this one. */
  private long validNanos(@Nullable Lease lease) {
    Integer seconds =
        lease == null || lease.getSpec() == null ? null : lease.getSpec().getLeaseDurationSeconds();
    return seconds == null ? duration.toNanos() : Duration.ofSeconds(seconds).toNanos();
  }

  /** On the version that was read: the API server rejects it if another process was faster. */
  private void write(String newHolder, Duration validFor, @Nullable Lease before) {
    Lease lease =
        new LeaseBuilder()
            .withNewMetadata()
            .withNamespace(name.namespace())
            .withName(name.name())
            .withResourceVersion(before == null ? null : before.getMetadata().getResourceVersion())
            .endMetadata()
            .withSpec(spec(newHolder, validFor, before))
            .build();
    known = before == null ? client.resource(lease).create() : client.resource(lease).patch(MERGE);
    knownSinceNanos = clocks.nanoTime().getAsLong();
  }

  private LeaseSpec spec(String newHolder, Duration validFor, @Nullable Lease before) {
    ZonedDateTime now = clocks.wall().instant().atZone(ZoneOffset.UTC);
    LeaseSpec old = before == null ? null : before.getSpec();
    boolean renewal = before != null && newHolder.equals(holder(before));
    ZonedDateTime acquired = old == null || !renewal ? null : old.getAcquireTime();
    int transitions = old == null ? 0 : Objects.requireNonNullElse(old.getLeaseTransitions(), 0);
    boolean takeover = old != null && !renewal && !newHolder.isEmpty();
    return new LeaseSpecBuilder()
        .withHolderIdentity(newHolder)
        .withLeaseDurationSeconds((int) Math.max(1, validFor.toSeconds()))
        .withAcquireTime(acquired == null ? now : acquired)
        .withRenewTime(now)
        .withLeaseTransitions(transitions + (takeover ? 1 : 0))
        .build();
  }
}
