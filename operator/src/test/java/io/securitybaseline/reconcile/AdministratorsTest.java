package io.securitybaseline.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBinding;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBindingBuilder;
import io.securitybaseline.api.spec.EntraIntegration;
import io.securitybaseline.api.spec.GroupBindingsSpec;
import io.securitybaseline.api.spec.GroupMapping;
import io.securitybaseline.api.spec.Mode;
import io.securitybaseline.api.spec.Prevention;
import io.securitybaseline.api.spec.RoleName;
import io.securitybaseline.api.spec.ServicePrincipals;
import io.securitybaseline.apply.AccessReviews;
import io.securitybaseline.apply.Applier;
import io.securitybaseline.apply.Outcome;
import io.securitybaseline.apply.RecordingCluster;
import io.securitybaseline.apply.WriteLimiter;
import io.securitybaseline.control.Change;
import io.securitybaseline.controls.groupbindings.GroupBindingsControl;
import io.securitybaseline.facts.AccessSnapshot;
import io.securitybaseline.facts.AccessSnapshot.Entra;
import io.securitybaseline.facts.BindingSubject;
import io.securitybaseline.module.Situation;
import io.securitybaseline.report.BindingEvents;
import io.securitybaseline.report.BindingLedger;
import io.securitybaseline.report.EventFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Two administrators, each in a binding of his own: whatever happens, one of them stays. */
class AdministratorsTest {

  private static final String GROUP = "9c1d5b6e-7f00-4f4f-9a34-2d0f6d1a7c11";
  private static final ClusterRoleBinding ALICE = binding("a", "alice@contoso.com");
  private static final ClusterRoleBinding BOB = binding("b", "bob@contoso.com");

  private final RecordingCluster cluster = new RecordingCluster();
  private final ClusterRoleBindingLister live = new ClusterRoleBindingLister();
  private final AdministratorsCache cache = new AdministratorsCache(ALICE, BOB);
  private List<ClusterRoleBinding> onServer = List.of(ALICE, BOB);
  private Supplier<List<ClusterRoleBinding>> answer = () -> onServer;
  private final ClusterRoleBindingPass pass = pass();

  @Test
  void oneAfterTheOtherOnlyTheFirstGoes() {
    live.open(cache);

    look(ALICE);
    look(BOB);

    assertThat(cluster.changes()).singleElement().satisfies(it -> isOf(it, "a"));
  }

  @Test
  void atOnceOnlyOneGoes() throws Exception {
    live.open(cache);

    try (ExecutorService workers = Executors.newFixedThreadPool(2)) {
      List<Callable<NamespacePass.PassResult>> looks = List.of(() -> look(ALICE), () -> look(BOB));
      for (Future<NamespacePass.PassResult> done : workers.invokeAll(looks)) {
        done.get();
      }
    }

    assertThat(cluster.changes()).hasSize(1);
  }

  @Test
  void aSwapWhoseAnswerIsLostCountsAsMade() {
    live.open(cache);
    cluster.answering(_ -> new Outcome.Retryable(Duration.ZERO, "connection reset"));

    look(ALICE);
    cluster.answering(_ -> new Outcome.Applied());
    look(BOB);

    assertThat(cluster.changes()).singleElement().satisfies(it -> isOf(it, "a"));
  }

  @Test
  void whatTheCacheHasNotHeardOfIsReadFromTheServer() {
    live.open(cache);
    onServer = List.of(binding("a", "breakglass@contoso.com"), BOB);

    look(BOB);

    assertThat(cluster.changes()).isEmpty();
  }

  @Test
  void whomOnlyTheServerKnowsOfDoesNotCountYet() {
    live.open(new AdministratorsCache(binding("a", "breakglass@contoso.com"), BOB));

    look(BOB);

    assertThat(cluster.changes()).isEmpty();
  }

  @Test
  void oneWhoIsGoneInTheCacheAndOneWhoIsGoneOnTheServerAreNobody() {
    ClusterRoleBinding both = binding("c", "carol@contoso.com", "dave@contoso.com");
    live.open(new AdministratorsCache(binding("c", "carol@contoso.com"), BOB));
    onServer = List.of(binding("c", "dave@contoso.com"), BOB);

    look(BOB);
    assertThat(cluster.changes()).isEmpty();

    onServer = List.of(both, BOB);
    look(BOB);
    assertThat(cluster.changes()).singleElement().satisfies(it -> isOf(it, "b"));
  }

  @Test
  void aServerThatDoesNotAnswerHoldsTheSwap() {
    live.open(cache);
    answer =
        () -> {
          throw new IllegalStateException("no answer");
        };

    assertThat(look(BOB).again()).isPresent();
    assertThat(cluster.changes()).isEmpty();
  }

  @Test
  void eachVersionIsNewsOnce() {
    assertThat(live.isNews(ALICE)).isTrue();
    assertThat(live.isNews(ALICE)).isFalse();
    live.forget(ALICE);
    assertThat(live.isNews(ALICE)).isTrue();
  }

  private NamespacePass.PassResult look(ClusterRoleBinding binding) {
    return pass.over(binding, new CurrentSituation.Revision(1, situation()));
  }

  private static void isOf(Change change, String binding) {
    assertThat(change.object().getMetadata().getName()).isEqualTo(binding);
  }

  private ClusterRoleBindingPass pass() {
    BindingEvents events = new BindingEvents(new EventFactory("test"), _ -> {}, Fixtures.CLOCK);
    AnnotationRemovals lost = new AnnotationRemovals(Fixtures.CLOCK);
    Applier applier = new Applier(cluster, new WriteLimiter(0, System::nanoTime), (_, _, _) -> {});
    return new ClusterRoleBindingPass(
        live,
        reviews(),
        new BindingEvaluator(new GroupBindingsControl(), lost),
        new BindingEnforcement(applier, new Backoff(RandomGenerator.getDefault()), lost, events),
        new BindingLedger(),
        events);
  }

  private AccessReviews reviews() {
    return new AccessReviews() {
      @Override
      public boolean mayBind(String kind, String name) {
        return true;
      }

      @Override
      public boolean isMissing(String clusterRole) {
        return false;
      }

      @Override
      public List<ClusterRoleBinding> clusterRoleBindings() {
        return answer.get();
      }

      @Override
      public String self() {
        return "operator";
      }
    };
  }

  private static Situation situation() {
    GroupBindingsSpec spec =
        new GroupBindingsSpec(
            null,
            List.of(
                new GroupMapping(
                    GROUP,
                    null,
                    List.of("*@contoso.com"),
                    List.of(new RoleName("ClusterRole", "cluster-admin")))),
            List.of("breakglass@*"),
            ServicePrincipals.REPORT,
            EntraIntegration.ASSUME,
            Prevention.OFF);
    return Fixtures.situation(Mode.ENFORCE, spec, AccessSnapshot.granted(spec, Entra.ON));
  }

  private static ClusterRoleBinding binding(String name, String... users) {
    List<BindingSubject> subjects = new ArrayList<>();
    Stream.of(users).forEach(user -> subjects.add(BindingSubject.user(user)));
    return new ClusterRoleBindingBuilder()
        .withNewMetadata()
        .withName(name)
        .withUid("uid-" + name)
        .withResourceVersion("1")
        .withAnnotations(Map.of())
        .endMetadata()
        .withNewRoleRef("rbac.authorization.k8s.io", "ClusterRole", "cluster-admin")
        .withSubjects(subjects.stream().map(BindingSubject::toSubject).toList())
        .build();
  }
}
