package io.securitybaseline.reconcile.pass;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBinding;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBindingBuilder;
import io.securitybaseline.api.spec.EntraIntegration;
import io.securitybaseline.api.spec.GroupBindingsSpec;
import io.securitybaseline.api.spec.GroupMapping;
import io.securitybaseline.api.spec.MembershipCheck;
import io.securitybaseline.api.spec.Prevention;
import io.securitybaseline.api.spec.RoleName;
import io.securitybaseline.api.spec.ServicePrincipals;
import io.securitybaseline.apply.Outcome;
import io.securitybaseline.apply.RecordingCluster;
import io.securitybaseline.control.Change;
import io.securitybaseline.controls.groupbindings.GroupBindingsModule;
import io.securitybaseline.facts.AccessSnapshot;
import io.securitybaseline.facts.AccessSnapshot.Entra;
import io.securitybaseline.facts.BindingSubject;
import io.securitybaseline.module.Situation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Two administrators, each in a binding of his own: whatever happens, one of them stays. */
class AdministratorsTest {

  private static final String GROUP = "9c1d5b6e-7f00-4f4f-9a34-2d0f6d1a7c11";
  private static final ClusterRoleBinding ALICE = binding("a", "alice@contoso.com");
  private static final ClusterRoleBinding BOB = binding("b", "bob@contoso.com");

  private final Engine engine = new Engine(new GroupBindingsModule());
  private final RecordingCluster cluster = engine.cluster;
  private List<ClusterRoleBinding> onServer = List.of(ALICE, BOB);
  private Supplier<List<ClusterRoleBinding>> answer = () -> onServer;

  AdministratorsTest() {
    engine.objects.set(ALICE, BOB);
    engine.live(() -> answer.get());
  }

  @Test
  void oneAfterTheOtherOnlyTheFirstIsReplaced() {
    look(ALICE);
    look(BOB);

    assertThat(cluster.changes()).singleElement().satisfies(it -> isOf(it, "a"));
  }

  @Test
  void atOnceOnlyOneIsReplaced() throws Exception {
    try (ExecutorService workers = Executors.newFixedThreadPool(2)) {
      List<Callable<PassResult>> looks = List.of(() -> look(ALICE), () -> look(BOB));
      for (Future<PassResult> done : workers.invokeAll(looks)) {
        done.get();
      }
    }

    assertThat(cluster.changes()).hasSize(1);
  }

  @Test
  void aSwapWhoseAnswerIsLostCountsAsMade() {
    cluster.answering(_ -> new Outcome.Retryable(Duration.ZERO, "connection reset"));

    look(ALICE);
    cluster.answering(_ -> new Outcome.Applied());
    look(BOB);

    assertThat(cluster.changes()).singleElement().satisfies(it -> isOf(it, "a"));
  }

  @Test
  void whatTheCacheHasNotHeardOfIsReadFromTheServer() {
    onServer = List.of(binding("a", "breakglass@contoso.com"), BOB);

    look(BOB);

    assertThat(cluster.changes()).isEmpty();
  }

  @Test
  void usersThatOnlyTheServerHasDoNotCountYet() {
    engine.objects.set(binding("a", "breakglass@contoso.com"), BOB);

    look(BOB);

    assertThat(cluster.changes()).isEmpty();
  }

  @Test
  void usersThatAreGoneInTheCacheOrOnTheServerDoNotCount() {
    ClusterRoleBinding both = binding("c", "carol@contoso.com", "dave@contoso.com");
    engine.objects.set(binding("c", "carol@contoso.com"), BOB);
    onServer = List.of(binding("c", "dave@contoso.com"), BOB);

    look(BOB);
    assertThat(cluster.changes()).isEmpty();

    onServer = List.of(both, BOB);
    look(BOB);
    assertThat(cluster.changes()).singleElement().satisfies(it -> isOf(it, "b"));
  }

  @Test
  void aServerThatDoesNotAnswerHoldsTheSwap() {
    answer =
        () -> {
          throw new IllegalStateException("no answer");
        };

    assertThat(look(BOB).requeueAfter()).isPresent();
    assertThat(cluster.changes()).isEmpty();
  }

  private PassResult look(ClusterRoleBinding binding) {
    return engine.pass.over(binding, new Revision(1, situation()));
  }

  private static void isOf(Change change, String binding) {
    assertThat(change.object().getMetadata().getName()).isEqualTo(binding);
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
            MembershipCheck.ASSUME,
            Prevention.OFF);
    return Situations.with(spec, AccessSnapshot.granted(roles(spec), Entra.ON));
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

  private static Set<RoleName> roles(GroupBindingsSpec spec) {
    return spec.groups().stream()
        .flatMap(group -> group.roles().stream())
        .collect(Collectors.toSet());
  }
}
