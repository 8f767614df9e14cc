package io.securitybaseline.apply;

import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Leads while it holds all of its Leases, which it acquires in their order. A leader that could not
 * renew them all within {@link #RENEW_DEADLINE} stops leading, before any other process can begin:
 * docs/decisions/0023-leader-election.md.
 */
public final class LeaderElection implements AutoCloseable {

  /** For how long others respect a Lease after a renewal. */
  public static final Duration LEASE_DURATION = Duration.ofSeconds(15);

  static final Duration RENEW_DEADLINE = Duration.ofSeconds(10);
  private static final Duration RETRY_PERIOD = Duration.ofSeconds(2);

  /** As in client-go, so that candidates do not ask together. */
  private static final double CANDIDATE_JITTER = 1.2;

  private static final Logger log = LoggerFactory.getLogger(LeaderElection.class);

  private final List<LeaderLease> leases;
  private final Listener listener;
  private final LongSupplier nanoTime;
  private final RandomGenerator random = RandomGenerator.getDefault();
  private final Thread thread;
  private boolean failing;
  private volatile boolean leading;
  private volatile boolean over;

  /** When the round began that renewed all Leases last. */
  private volatile long renewedNanos;

  /** Receives the transitions of the election, in the thread of the election. */
  public interface Listener {

    void startedLeading();

    /** The Leases are lost. This process must not act from now on, and is no candidate any more. */
    void stoppedLeading(String why);

    /** Another process holds this Lease; called at every round. */
    void follows(LeaderLease.LeaseName lease, String holder);
  }

  /**
   * @param leases the first is for the candidates that should wait in line for the others
   * @param nanoTime a monotonic clock, as {@link System#nanoTime}
   */
  public LeaderElection(List<LeaderLease> leases, Listener listener, LongSupplier nanoTime) {
    this.leases = List.copyOf(leases);
    this.listener = listener;
    this.nanoTime = nanoTime;
    this.thread = Thread.ofPlatform().name("leader-election").daemon().unstarted(this::run);
  }

  public void start() {
    thread.start();
  }

  /**
   * Whether this process may act now. Not once the Leases may be another's: a process that was
   * stopped for a while learns of that only at its next renewal.
   */
  public boolean mayAct() {
    return leading && nanoTime.getAsLong() - renewedNanos < LEASE_DURATION.toNanos();
  }

  /** Ends the election and releases what this process holds; nothing may act for it any more. */
  @Override
  public void close() {
    over = true;
    thread.interrupt();
    try {
      thread.join(RENEW_DEADLINE.toMillis());
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    leading = false;
    leases.reversed().forEach(LeaderElection::release);
  }

  private static void release(LeaderLease lease) {
    try {
      if (lease.release()) {
        log.atInfo().addKeyValue("lease", lease.name()).log("released the leader lease");
      }
    } catch (KubernetesClientException e) {
      log.atWarn()
          .addKeyValue("lease", lease.name())
          .addKeyValue("error", e.getMessage())
          .log("could not release the leader lease");
    }
  }

  private void run() {
    while (!over) {
      round();
      double jitter = leading ? 0 : CANDIDATE_JITTER * random.nextDouble();
      LockSupport.parkNanos((long) (RETRY_PERIOD.toNanos() * (1 + jitter)));
    }
  }

  /** One attempt to hold all Leases. */
  void round() {
    if (over) {
      return;
    }
    long began = nanoTime.getAsLong();
    try {
      boolean all = leading ? renewAll() : holdAll();
      recovered();
      if (all) {
        renewedNanos = began;
        lead();
      }
    } catch (TimeoutException e) {
      lose("the API server has not answered for %d s".formatted(RENEW_DEADLINE.toSeconds()));
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      failed(e);
    }
  }

  private void lead() {
    if (!leading) {
      leading = true;
      listener.startedLeading();
    }
  }

  private void lose(String why) {
    boolean led = leading && !over;
    leading = false;
    if (led) {
      over = true;
      listener.stoppedLeading(why);
    }
  }

  private boolean holdAll() {
    for (LeaderLease lease : leases) {
      Optional<String> other = lease.tryHold();
      if (other.isPresent()) {
        if (leading) {
          lose("%s holds the lease %s".formatted(other.get(), lease.name()));
        } else {
          listener.follows(lease.name(), other.get());
        }
        return false;
      }
    }
    return true;
  }

  /**
   * Renews all Leases at the same time, in the thread of the election: no other work of an idle
   * operator is as frequent. A Lease that was changed meanwhile is read, and written as a whole.
   */
  private boolean renewAll() throws InterruptedException, TimeoutException {
    try {
      withinDeadline(
          CompletableFuture.allOf(
              leases.stream().map(LeaderLease::renew).toArray(CompletableFuture[]::new)));
      return true;
    } catch (KubernetesClientException e) {
      if (e.getCode() != HttpURLConnection.HTTP_CONFLICT
          && e.getCode() != HttpURLConnection.HTTP_NOT_FOUND) {
        throw e;
      }
      FutureTask<Boolean> attempt = new FutureTask<>(this::holdAll);
      Thread.ofVirtual().name("leader-election-attempt").start(attempt);
      return withinDeadline(attempt);
    }
  }

  /**
   * A request may hang for longer than a leader has; the deadline does not wait for it. One that
   * was stopped beyond its deadline asks once more: it may still be the holder.
   */
  private <T> T withinDeadline(Future<T> attempt) throws InterruptedException, TimeoutException {
    long left = RENEW_DEADLINE.toNanos() - (nanoTime.getAsLong() - renewedNanos);
    try {
      return attempt.get(Math.max(left, RETRY_PERIOD.toNanos()), TimeUnit.NANOSECONDS);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e);
    } finally {
      attempt.cancel(true);
    }
  }

  private void failed(RuntimeException e) {
    if (leading && nanoTime.getAsLong() - renewedNanos >= RENEW_DEADLINE.toNanos()) {
      lose("it could not be renewed: " + e.getMessage());
    } else if (e instanceof KubernetesClientException refusal
        && refusal.getCode() == HttpURLConnection.HTTP_CONFLICT) {
      log.atDebug().setCause(e).log("another candidate was faster");
    } else if (!failing && !over) {
      failing = true;
      log.atWarn()
          .addKeyValue("error", e.getMessage())
          .log("cannot acquire or renew the leader lease; retrying");
    }
  }

  private void recovered() {
    if (failing) {
      failing = false;
      log.info("the leader lease can be acquired or renewed again");
    }
  }
}
