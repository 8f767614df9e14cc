package io.securitybaseline.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import io.securitybaseline.api.spec.EntraIntegration;
import io.securitybaseline.api.spec.GroupBindingsSpec;
import io.securitybaseline.api.spec.GroupMapping;
import io.securitybaseline.api.spec.MembershipCheck;
import io.securitybaseline.api.spec.Mode;
import io.securitybaseline.api.spec.Prevention;
import io.securitybaseline.api.spec.RoleName;
import io.securitybaseline.api.spec.SecurityBaselineSpec;
import io.securitybaseline.api.spec.ServicePrincipals;
import io.securitybaseline.apply.AccessReviews;
import io.securitybaseline.apply.Outcome;
import io.securitybaseline.control.Baseline;
import io.securitybaseline.control.Change;
import io.securitybaseline.controls.groupbindings.GroupBindingsModule;
import io.securitybaseline.facts.AccessSnapshot;
import io.securitybaseline.facts.AccessSnapshot.Entra;
import io.securitybaseline.testing.MovableClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What is asked of the API server about our rights, and how often. */
class AccessReviewCacheTest {

  private static final RoleName EDIT = new RoleName("ClusterRole", "edit");
  private static final RoleName DEPLOYER = new RoleName("Role", "deployer");

  private final MovableClock clock = MovableClock.at("2026-11-01T12:00:00Z");
  private final Reviews reviews = new Reviews();
  private final AccessReviewCache access =
      new AccessReviewCache(
          reviews, new GroupBindingsModule()::boundRoles, () -> Entra.UNKNOWN, clock);

  @Test
  void nothingIsAskedWhileNoGroupIsMapped() {
    assertThat(snapshot(baseline(Mode.AUDIT)).bindable()).isEmpty();
    assertThat(snapshot(baseline(Mode.OFF, EDIT)).bindable()).isEmpty();
    assertThat(reviews.asked).isEmpty();
  }

  @Test
  void whatWasGrantedIsBelievedForAnHour() {
    reviews.granted.add("ClusterRole/edit");

    assertThat(snapshot(baseline(Mode.AUDIT, EDIT)).bindable()).containsExactly(EDIT);
    assertThat(snapshot(baseline(Mode.AUDIT, EDIT)).self()).isEqualTo("operator");
    clock.advance(Duration.ofMinutes(59));
    snapshot(baseline(Mode.AUDIT, EDIT));
    assertThat(reviews.asked).containsExactly("self", "ClusterRole/edit", "exists edit");
    assertThat(access.untilNextQuestion()).contains(Duration.ofMinutes(1));

    clock.advance(Duration.ofMinutes(1));
    snapshot(baseline(Mode.AUDIT, EDIT));
    assertThat(reviews.asked)
        .containsExactly(
            "self", "ClusterRole/edit", "exists edit", "ClusterRole/edit", "exists edit");
  }

  @Test
  void aRejectedSwapInvalidatesGrantedPermissions() {
    reviews.granted.add("ClusterRole/edit");
    snapshot(baseline(Mode.ENFORCE, EDIT));
    reviews.granted.clear();
    Change swap =
        new Change.SwapSubjects(new RoleBinding(), new Change.Seen("uid", "1"), "takes over");

    access.tried(swap, new Outcome.Conflict());
    assertThat(snapshot(baseline(Mode.ENFORCE, EDIT)).bindable()).containsExactly(EDIT);

    access.tried(swap, new Outcome.Forbidden("no"));
    assertThat(snapshot(baseline(Mode.ENFORCE, EDIT)).bindable()).isEmpty();
  }

  @Test
  void aRequestedPassReadsPermissionsAgain() {
    snapshot(baseline(Mode.ENFORCE, EDIT));
    reviews.granted.add("ClusterRole/edit");

    access.refresh(baseline(Mode.ENFORCE, EDIT).spec(), "now");
    assertThat(access.snapshot().bindable()).containsExactly(EDIT);
  }

  @Test
  void whatStaysMissingIsCheckedLessAndLessOften() {
    List<Duration> waits = new ArrayList<>();
    for (int question = 0; question < 7; question++) {
      snapshot(baseline(Mode.ENFORCE, EDIT));
      Duration wait = access.untilNextQuestion().orElseThrow();
      waits.add(wait);
      clock.advance(wait);
    }

    assertThat(waits).isSorted().first().isEqualTo(Duration.ofSeconds(20));
    assertThat(waits).last().isEqualTo(Duration.ofMinutes(5));
  }

  @Test
  void whatIsMissingIsSoonCheckedAgain() {
    assertThat(snapshot(baseline(Mode.ENFORCE, DEPLOYER)).bindable()).isEmpty();
    reviews.granted.add("Role/deployer");
    clock.advance(Duration.ofSeconds(21));

    assertThat(snapshot(baseline(Mode.ENFORCE, DEPLOYER)).bindable()).containsExactly(DEPLOYER);
  }

  @Test
  void aRoleThatDoesNotExistIsSoonCheckedAgain() {
    reviews.granted.addAll(Set.of("ClusterRole/edit", "Role/deployer"));
    reviews.missing.add("edit");
    assertThat(snapshot(baseline(Mode.ENFORCE, EDIT, DEPLOYER)).missing()).containsExactly(EDIT);
    reviews.missing.clear();
    clock.advance(Duration.ofSeconds(21));

    assertThat(snapshot(baseline(Mode.ENFORCE, EDIT, DEPLOYER)).missing()).isEmpty();
  }

  @Test
  void anotherMappingIsCheckedAtOnce() {
    reviews.granted.addAll(Set.of("ClusterRole/edit", "Role/deployer"));
    snapshot(baseline(Mode.ENFORCE, EDIT));

    assertThat(snapshot(baseline(Mode.ENFORCE, EDIT, DEPLOYER)).bindable())
        .containsExactlyInAnyOrder(EDIT, DEPLOYER);
  }

  @Test
  void aServerThatDoesNotAnswerChangesNothing() {
    reviews.granted.add("ClusterRole/edit");
    snapshot(baseline(Mode.ENFORCE, EDIT));
    reviews.broken = true;
    clock.advance(Duration.ofHours(2));

    assertThat(snapshot(baseline(Mode.ENFORCE, EDIT)).bindable()).containsExactly(EDIT);
  }

  @Test
  void whatWasNeverAnsweredIsNotKnown() {
    reviews.granted.add("ClusterRole/edit");
    reviews.broken = true;

    assertThat(snapshot(baseline(Mode.ENFORCE, EDIT)).reported()).isFalse();
    assertThat(snapshot(baseline(Mode.ENFORCE, EDIT)).bindable()).isEmpty();
    assertThat(access.untilNextQuestion()).contains(Duration.ofSeconds(20));

    reviews.broken = false;
    clock.advance(Duration.ofSeconds(21));
    assertThat(snapshot(baseline(Mode.ENFORCE, EDIT)).reported()).isTrue();
  }

  @Test
  void theNameOfTheOperatorIsRequiredToo() {
    reviews.granted.add("ClusterRole/edit");
    reviews.nameless = true;

    assertThat(snapshot(baseline(Mode.ENFORCE, EDIT)).reported()).isFalse();
  }

  private AccessSnapshot snapshot(Baseline baseline) {
    access.refresh(baseline.spec(), "");
    return access.snapshot();
  }

  private static Baseline baseline(Mode mode, RoleName... roles) {
    List<GroupMapping> groups =
        roles.length == 0
            ? List.of()
            : List.of(new GroupMapping("id", null, List.of("*@x.com"), List.of(roles)));
    SecurityBaselineSpec defaults = SecurityBaselineSpec.defaults();
    return new Baseline(
        "uid-1",
        new SecurityBaselineSpec(
            mode,
            false,
            defaults.deletionPolicy(),
            defaults.namespaces(),
            defaults.rollout(),
            List.of(),
            defaults.instanceMetadata(),
            new GroupBindingsSpec(
                null,
                groups,
                List.of(),
                ServicePrincipals.REPORT,
                EntraIntegration.AUTO,
                MembershipCheck.ASSUME,
                Prevention.OFF),
            defaults.nodes(),
            defaults.cluster(),
            defaults.podSecurity(),
            defaults.leastPrivilege(),
            defaults.reports()));
  }

  /** An API server that remembers what it was asked. */
  private static final class Reviews implements AccessReviews {
    private final List<String> asked = new ArrayList<>();
    private final Set<String> granted = new HashSet<>();
    private final Set<String> missing = new HashSet<>();
    private boolean broken;
    private boolean nameless;

    @Override
    public boolean mayBind(String kind, String name) {
      if (broken) {
        throw new IllegalStateException("no answer");
      }
      asked.add(kind + "/" + name);
      return granted.contains(kind + "/" + name);
    }

    @Override
    public boolean isMissing(String clusterRole) {
      asked.add("exists " + clusterRole);
      return missing.contains(clusterRole);
    }

    @Override
    public <T extends HasMetadata> List<T> list(Class<T> kind) {
      throw new UnsupportedOperationException();
    }

    @Override
    public String self() {
      if (nameless) {
        throw new IllegalStateException("no answer");
      }
      asked.add("self");
      return "operator";
    }
  }
}
