package io.securitybaseline.controls.groupbindings;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import io.fabric8.kubernetes.api.model.rbac.RoleBindingBuilder;
import io.securitybaseline.EverySeed;
import io.securitybaseline.Seeds;
import io.securitybaseline.api.spec.EntraIntegration;
import io.securitybaseline.api.spec.GroupBindingsSpec;
import io.securitybaseline.api.spec.GroupMapping;
import io.securitybaseline.api.spec.MembershipCheck;
import io.securitybaseline.api.spec.Prevention;
import io.securitybaseline.api.spec.RoleName;
import io.securitybaseline.api.spec.SecurityBaselineSpec;
import io.securitybaseline.api.spec.ServicePrincipals;
import io.securitybaseline.control.Baseline;
import io.securitybaseline.control.Change;
import io.securitybaseline.control.Change.SwapSubjects;
import io.securitybaseline.control.Verdict;
import io.securitybaseline.facts.AccessSnapshot;
import io.securitybaseline.facts.AccessSnapshot.Entra;
import io.securitybaseline.facts.Binding;
import io.securitybaseline.facts.BindingSnapshot;
import io.securitybaseline.facts.BindingSubject;
import io.securitybaseline.facts.OwnerEvidence;
import io.securitybaseline.facts.azure.directory.Memberships;
import io.securitybaseline.kubernetes.Glob;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/** Properties of every replacement, for all subjects and specs. */
class GroupReplacementPropertyTest {

  private static final RoleName ROLE = new RoleName("ClusterRole", "edit");
  private static final List<String> GROUPS =
      List.of(
          "00000000-0000-4000-8000-000000000001",
          "00000000-0000-4000-8000-000000000002",
          "00000000-0000-4000-8000-000000000003");

  private final GroupBindingsControl control = new GroupBindingsControl();

  @EverySeed
  void noMappedUserLosesAccess(long seed) {
    Case tried = Case.of(Seeds.random(seed));
    Binding after = converged(tried);
    Set<BindingSubject> now = Set.copyOf(after.subjects());

    for (BindingSubject before : tried.binding().subjects()) {
      if (!now.contains(before)) {
        assertThat(before.isUser()).isTrue();
        assertThat(tried.spec().groupBindings().groups())
            .anyMatch(group ->
                group.roles().contains(ROLE)
                    && Glob.anyMatches(group.users(), before.name())
                    && now.contains(BindingSubject.group(group.objectId())));
      }
    }
  }

  @EverySeed
  void removedUsersAreInTheRecordAndRestoredByIt(long seed) {
    Case tried = Case.of(Seeds.random(seed));
    Binding after = converged(tried);
    Set<BindingSubject> gone = new HashSet<>(tried.binding().subjects());
    after.subjects().forEach(gone::remove);

    ReplacedSubjects record = ReplacedSubjects.of(after).orElseThrow();
    assertThat(gone).allMatch(subject -> record.hasReplaced(subject.name()));
    Binding restored =
        RollbackPlan.of(after, new RollbackPlan.Terms(false, false))
            .flatMap(RollbackPlan::change)
            .map(change -> applied(after, change))
            .orElse(after);
    assertThat(Set.copyOf(restored.subjects())).isEqualTo(Set.copyOf(tried.binding().subjects()));
    assertThat(ReplacedSubjects.isOn(restored)).isFalse();
  }

  @EverySeed
  void onlyMappedGroupsAreAddedAndOnePassIsEnough(long seed) {
    Case tried = Case.of(Seeds.random(seed));
    Binding after = converged(tried);
    Set<BindingSubject> entered = new HashSet<>(after.subjects());
    tried.binding().subjects().forEach(entered::remove);

    assertThat(entered)
        .allMatch(BindingSubject::isGroup)
        .extracting(BindingSubject::name)
        .isSubsetOf(GROUPS);
    assertThat(evaluate(tried, after).enforce()).isEmpty();
  }

  @EverySeed
  void theOrderOfSubjectsDecidesNothing(long seed) {
    Case tried = Case.of(Seeds.random(seed));
    List<BindingSubject> shuffled = new ArrayList<>(tried.binding().subjects());
    Collections.shuffle(shuffled, new Random(seed));
    Binding other = binding(shuffled, Map.of(), "1");

    assertThat(Set.copyOf(converged(new Case(other, tried.spec())).subjects()))
        .isEqualTo(Set.copyOf(converged(tried).subjects()));
    assertThat(evaluate(tried, other).findings())
        .isEqualTo(evaluate(tried, tried.binding()).findings());
  }

  private Binding converged(Case tried) {
    Binding now = tried.binding();
    for (Change change : evaluate(tried, now).enforce()) {
      now = applied(now, (SwapSubjects) change);
    }
    return now;
  }

  private Verdict evaluate(Case tried, Binding binding) {
    AccessSnapshot access = new AccessSnapshot(Entra.ON, true, Set.of(ROLE), Set.of(), "operator");
    return control.evaluate(
        new BindingSnapshot(
            binding,
            access,
            List.of(),
            0,
            new OwnerEvidence(Set.of(), Instant.EPOCH),
            Memberships.NONE),
        new Baseline("uid", tried.spec()));
  }

  private static Binding applied(Binding before, SwapSubjects swap) {
    assertThat(swap.seen().resourceVersion()).isEqualTo(before.resourceVersion());
    HasMetadata object = swap.object();
    Binding written = Binding.of((RoleBinding) object);
    return binding(
        written.subjects(),
        written.annotations(),
        Integer.toString(Integer.parseInt(before.resourceVersion()) + 1));
  }

  private static Binding binding(
      List<BindingSubject> subjects, Map<String, String> annotations, String version) {
    return Binding.of(
        new RoleBindingBuilder()
            .withNewMetadata()
            .withName("devs")
            .withNamespace("shop")
            .withUid("uid-1")
            .withResourceVersion(version)
            .withAnnotations(annotations)
            .endMetadata()
            .withNewRoleRef("rbac.authorization.k8s.io", ROLE.kind(), ROLE.name())
            .withSubjects(subjects.stream().map(BindingSubject::toSubject).toList())
            .build());
  }

  /** A binding of another owner, and the mappings of its users. */
  private record Case(Binding binding, SecurityBaselineSpec spec) {

    private static final List<BindingSubject> CANDIDATES =
        List.of(
            BindingSubject.user("a@x.com"),
            BindingSubject.user("b@x.com"),
            BindingSubject.user("a@y.com"),
            BindingSubject.user("b@y.com"),
            BindingSubject.user("jane"),
            BindingSubject.user("system:kube-proxy"),
            BindingSubject.user("11111111-0000-4000-8000-00000000000a"),
            BindingSubject.group(GROUPS.get(0)),
            BindingSubject.group(GROUPS.get(1)),
            BindingSubject.group("developers"),
            new BindingSubject(BindingSubject.SERVICE_ACCOUNT, "ci", "shop"));

    static Case of(RandomGenerator random) {
      List<BindingSubject> subjects =
          CANDIDATES.stream().filter(_ -> random.nextBoolean()).collect(Collectors.toList());
      Collections.shuffle(subjects, new Random(random.nextLong()));
      return new Case(GroupReplacementPropertyTest.binding(subjects, Map.of(), "1"), spec(random));
    }

    private static SecurityBaselineSpec spec(RandomGenerator random) {
      List<GroupMapping> groups =
          GROUPS.stream()
              .filter(_ -> random.nextBoolean())
              .map(id ->
                  new GroupMapping(
                      id,
                      null,
                      List.of(
                          Seeds.oneOf(
                              random, "*@x.com", "a@*", "b@y.com", "*", "1111*", "nobody@x.com")),
                      List.of(Seeds.oneOf(random, ROLE, ROLE, new RoleName("Role", "edit")))))
              .toList();
      GroupBindingsSpec spec =
          new GroupBindingsSpec(
              null,
              groups,
              random.nextBoolean() ? List.of() : List.of("a@x.com"),
              Seeds.oneOf(random, ServicePrincipals.values()),
              EntraIntegration.AUTO,
              MembershipCheck.ASSUME,
              Prevention.OFF);
      SecurityBaselineSpec defaults = SecurityBaselineSpec.defaults();
      return new SecurityBaselineSpec(
          defaults.mode(),
          false,
          defaults.deletionPolicy(),
          defaults.namespaces(),
          defaults.rollout(),
          List.of(),
          defaults.instanceMetadata(),
          spec,
          defaults.nodes(),
          defaults.cluster(),
          defaults.podSecurity(),
          defaults.leastPrivilege(),
          defaults.reports());
    }
  }
}
