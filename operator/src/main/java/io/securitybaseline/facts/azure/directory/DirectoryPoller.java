package io.securitybaseline.facts.azure.directory;

import io.securitybaseline.facts.azure.Failure;
import io.securitybaseline.facts.azure.ManagedClusterPoller.Clocks;
import io.securitybaseline.facts.azure.PollRhythm;
import io.securitybaseline.facts.azure.PollTimer;
import io.securitybaseline.facts.azure.directory.DirectoryReader.Answers;
import io.securitybaseline.facts.azure.directory.DirectoryReader.Request;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the directory what evaluations need, in a thread of its own, so that no evaluation ever
 * waits for it. While nothing is needed it does nothing and loads nothing.
 *
 * @param <K> stands for an evaluation
 */
public final class DirectoryPoller<K> implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(DirectoryPoller.class);

  /** Evaluations that follow each other share requests. */
  private static final Duration GATHERING = Duration.ofMillis(300);

  /** How often ages are computed and failures retried at the least. */
  private static final Duration LONGEST_WAIT = Duration.ofMinutes(5);

  /** A reader would continue to use its token until that expires. */
  private static final Set<Failure.Kind> OUTDATED_TOKEN =
      Set.of(Failure.Kind.NOT_SIGNED_IN, Failure.Kind.FORBIDDEN);

  private final DirectoryReader.Source source;
  private final PollTimer timer;
  private final PollRhythm rhythm;
  private final Clocks clocks;
  private final Consumer<Set<K>> onNews;
  private final AnswerCache<K> cache = new AnswerCache<>();

  private volatile Memberships known = Memberships.NONE;
  private Optional<Failure> failure = Optional.empty();
  private int failures;
  private Instant notBefore = Instant.MIN;
  private Instant next = Instant.MAX;
  private @Nullable DirectoryReader reader;
  private @Nullable String requestedAt;

  /**
   * @param onNews run with the evaluations for which an answer is new, in the poller's thread or in
   *     that of the one that asks
   */
  public DirectoryPoller(
      DirectoryReader.Source source,
      PollTimer timer,
      RandomGenerator random,
      Clocks clocks,
      Consumer<Set<K>> onNews) {
    this.source = source;
    this.timer = timer;
    this.rhythm = new PollRhythm(random);
    this.clocks = clocks;
    this.onNews = onNews;
  }

  /** What is known now; does not wait for anything. */
  public Memberships known() {
    return known;
  }

  /**
   * Replaces what one evaluation needs. Returns at once.
   *
   * @param seen what the evaluation was made with; if other answers are known now, it is due again
   */
  public void ask(K asker, DirectoryQuestions questions, Memberships seen) {
    boolean news;
    synchronized (this) {
      if (questions.isEmpty() && !cache.asked().has(asker)) {
        return;
      }
      Instant now = clocks.steady().instant();
      cache.asked().put(asker, questions, Duration.between(clocks.wall().instant(), now));
      schedule(now, cache.untilNext(asker, now));
      news = !seen.answersAlike(questions, known);
    }
    if (news) {
      onNews.accept(Set.of(asker));
    }
  }

  /**
   * Asks again about everyone who is not known to be a member.
   *
   * @param request another value than before requests it
   */
  public synchronized void askAgain(String request) {
    boolean isNew = requestedAt != null && !requestedAt.equals(request);
    requestedAt = request;
    if (isNew) {
      Instant now = clocks.steady().instant();
      cache.makeDue(now);
      schedule(now, cache.untilNext(now));
    }
  }

  /** Nothing is needed any more. */
  public synchronized void forget() {
    cache.clear();
    known = Memberships.NONE;
    failure = Optional.empty();
    timer.cancel();
    next = Instant.MAX;
  }

  @Override
  public void close() {
    timer.close();
  }

  /** Sets the timer, unless it is set for that time or an earlier one. */
  private void schedule(Instant now, Optional<Duration> until) {
    until
        .map(wait ->
            Collections.min(List.of(longer(longer(wait, GATHERING), rest(now)), LONGEST_WAIT)))
        .map(now::plus)
        .filter(due -> due.isBefore(next))
        .ifPresent(due -> {
          next = due;
          timer.set(Duration.between(now, due), this::poll);
        });
  }

  private Duration rest(Instant now) {
    return notBefore.isAfter(now) ? Duration.between(now, notBefore) : Duration.ZERO;
  }

  private void poll() {
    Request request;
    synchronized (this) {
      next = Instant.MAX;
      Instant now = clocks.steady().instant();
      request = notBefore.isAfter(now) ? new Request(Map.of(), Set.of()) : cache.due(now);
    }
    Optional<Answers> answers = request.isEmpty() ? Optional.empty() : Optional.of(read(request));
    Set<K> news;
    synchronized (this) {
      Instant now = clocks.steady().instant();
      answers.ifPresent(each -> store(each, now));
      news = publish(now);
      schedule(now, cache.untilNext(now));
    }
    if (!news.isEmpty()) {
      onNews.accept(news);
    }
  }

  /** After any failure, another round has to follow. */
  private Answers read(Request request) {
    try {
      return reader().read(request);
    } catch (IllegalArgumentException e) {
      return Answers.failed(
          new Failure(Failure.Kind.MISCONFIGURED, String.valueOf(e.getMessage())));
    } catch (RuntimeException | Error e) {
      log.atError().setCause(e).log("asking Microsoft Graph failed unexpectedly");
      return Answers.failed(
          new Failure(
              Failure.Kind.UNREADABLE,
              "asking Microsoft Graph failed, see the operator's log: "
                  + e.getClass().getSimpleName()));
    }
  }

  /** Opened here, in the poller's thread, because it loads thousands of classes. */
  private DirectoryReader reader() {
    DirectoryReader opened = reader;
    if (opened == null) {
      opened = source.open();
      reader = opened;
    }
    return opened;
  }

  private void store(Answers answers, Instant now) {
    cache.store(answers, now);
    Optional<Failure> before = failure;
    failure = answers.failure().map(why -> before.map(why::after).orElse(why));
    if (answers.failure().isEmpty()) {
      failures = 0;
      before.ifPresent(_ -> log.info("Microsoft Graph answers again"));
      return;
    }
    Failure why = answers.failure().get();
    if (OUTDATED_TOKEN.contains(why.kind())) {
      reader = null;
    }
    boolean progress = !answers.users().isEmpty() || !answers.groups().isEmpty();
    failures = progress ? 0 : failures + 1;
    Duration wait =
        progress && why.retryAfter().isPresent()
            ? PollRhythm.requested(why.retryAfter())
            : rhythm.afterFailure(Math.max(failures, 1), LONGEST_WAIT, why.retryAfter());
    notBefore = now.plus(wait);
    log.atWarn()
        .addKeyValue("reason", why.kind().reason())
        .addKeyValue("nextTrySeconds", wait.toSeconds())
        .addKeyValue("error", why.message())
        .log("could not ask Microsoft Graph about memberships; retrying");
  }

  /** The evaluations for which something is new. */
  private Set<K> publish(Instant now) {
    Memberships before = known;
    Memberships after = cache.snapshot(now, failure.map(Failure::message));
    if (before.equals(after)) {
      return Set.of();
    }
    known = after;
    if (!before.failure().equals(after.failure())) {
      return cache.asked().askers();
    }
    return cache
        .asked()
        .askersOf(changed(before.users(), after.users()), changed(before.groups(), after.groups()))
        .collect(Collectors.toSet());
  }

  private static <A, T> Set<A> changed(Map<A, T> before, Map<A, T> after) {
    Set<A> changed = new HashSet<>(before.keySet());
    changed.addAll(after.keySet());
    changed.removeIf(key -> Objects.equals(before.get(key), after.get(key)));
    return changed;
  }

  private static Duration longer(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? other : one;
  }
}
