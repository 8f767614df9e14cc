package io.securitybaseline.it;

import static io.securitybaseline.testing.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.securitybaseline.api.status.BindingFinding;
import io.securitybaseline.api.status.GroupBindingsStatus;
import io.securitybaseline.controlplane.ControlPlane;
import io.securitybaseline.testing.OperatorAccess;
import io.securitybaseline.testing.OperatorProcess;
import io.securitybaseline.testing.TestCluster;
import io.securitybaseline.testing.TestNamespaces;
import io.securitybaseline.testing.azure.AzureServer;
import io.securitybaseline.testing.azure.GraphDirectory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A group replaces users, a fifth of whom are not in it, while the operator is killed again and
 * again and users join and leave the group: no user who had access is ever without it. Larger by
 * {@code -Dverified.bindings=500 -Dverified.users=200 -Dverified.kills=10}.
 */
class VerifiedNoGapIT {

  private static final int BINDINGS = Integer.getInteger("verified.bindings", 120);
  private static final int USERS = Integer.getInteger("verified.users", 50);
  private static final int KILLS = Integer.getInteger("verified.kills", 3);
  private static final int CHANGES_OF_MEMBERSHIP = 2;

  /** Slowly enough that there is a middle of the work for every kill. */
  private static final int WRITES_PER_SECOND = 40;

  private static final String NAME = "devs";

  /** A label by which owners are recognized, so that its change starts an evaluation. */
  private static final String TOUCHED = "app.kubernetes.io/instance";

  @TempDir private Path folder;

  /** One for each binding, so that no other binding grants the access. */
  private List<String> namespaces = List.of();

  private final SplittableRandom random = new SplittableRandom(15);

  @Test
  void usersWhoAreNotInTheGroupStayAndNoUserLosesAccess() throws InterruptedException {
    long start = System.nanoTime();
    try (AzureServer azure = AzureServer.start();
        ControlPlane controlPlane = ControlPlane.start();
        TestCluster cluster = TestCluster.on(controlPlane)) {
      GraphDirectory directory = directory(azure);
      KubernetesClient client = cluster.client();
      bind(client);
      cluster
          .baseline()
          .apply(UserBindings.enforced().replace("membership: Assume", "membership: Auto"));

      AccessReviews reviews = new AccessReviews(client, namespaces, i -> user(i % USERS));
      reviews.start(2, user -> groups(directory, user));
      OperatorAccess access = OperatorAccess.to(controlPlane, UserBindings.CHART_VALUES);
      for (int kill = 0; kill < KILLS; kill++) {
        int moment = (kill + 1) * BINDINGS * 4 / 5 / (KILLS + 2);
        try (OperatorProcess operator = start(access, azure)) {
          eventually(() -> assertThat(replaced(client)).hasSizeGreaterThanOrEqualTo(moment));
          assertThat(operator.isAlive()).isTrue();
        }
        changeMemberships(client, directory);
      }
      directory.forgetCalls();
      try (OperatorProcess operator = start(access, azure)) {
        eventually(() ->
            assertThat(replaced(client)).containsExactlyInAnyOrderElementsOf(ofMembers(directory)));
        eventually(() -> assertListed(cluster, directory));
        List<String> asked = directory.calls();
        assertThat(asked)
            .as("each user that is left is asked for once in the life of a process")
            .filteredOn(call -> call.contains("checkMemberGroups"))
            .doesNotHaveDuplicates();
        evaluateAllAgain(cluster, directory);
        assertThat(directory.calls()).as("in a steady state").isEqualTo(asked);
        assertThat(operator.isAlive()).isTrue();
      }
      reviews.stop();

      assertThat(reviews.denied()).isEmpty();
      assertThat(reviews.allowed()).isGreaterThan(BINDINGS);
      System.out.printf(
          "verified, no gap: %,d bindings, %,d users, %,d not in the group, %,d kills, %,d reviews,"
              + " all allowed, %,d s%n",
          BINDINGS,
          USERS,
          USERS - members(directory).count(),
          KILLS,
          reviews.allowed(),
          Duration.ofNanos(System.nanoTime() - start).toSeconds());
    }
  }

  private static GraphDirectory directory(AzureServer azure) {
    List<String> users = IntStream.range(0, USERS).mapToObj(VerifiedNoGapIT::user).toList();
    GraphDirectory directory = azure.graph().users(users).group(UserBindings.GROUP);
    for (int i = 0; i < USERS; i++) {
      if (i % 5 != 0) {
        directory.add(UserBindings.GROUP, user(i));
      }
    }
    return directory;
  }

  private void bind(KubernetesClient client) {
    namespaces = new TestNamespaces(client).create("verified", BINDINGS);
    UserBindings bindings = new UserBindings(client);
    for (int i = 0; i < BINDINGS; i++) {
      bindings.create(namespaces.get(i), NAME, "edit", user(i % USERS));
    }
  }

  /**
   * While no operator runs, so that each start meets other memberships: users join, and users whom
   * the group has not replaced anywhere leave. Who is replaced and then leaves loses access by
   * that.
   */
  private void changeMemberships(KubernetesClient client, GraphDirectory directory) {
    Set<String> replaced =
        replaced(client).stream()
            .map(namespace -> user(namespaces.indexOf(namespace) % USERS))
            .collect(Collectors.toCollection(HashSet::new));
    for (int i = 0; i < CHANGES_OF_MEMBERSHIP; i++) {
      String user = user(random.nextInt(USERS));
      if (!directory.isMember(UserBindings.GROUP, user)) {
        directory.add(UserBindings.GROUP, user);
      } else if (!replaced.contains(user)) {
        directory.remove(UserBindings.GROUP, user);
      }
    }
  }

  private OperatorProcess start(OperatorAccess access, AzureServer azure) {
    Map<String, String> environment = new HashMap<>(azure.environment(folder));
    environment.put("JAVA_TOOL_OPTIONS", azure.trust().flags(folder));
    return OperatorProcess.start(
        access, folder, "operator", environment, "--writes-per-second", "" + WRITES_PER_SECOND);
  }

  private static String user(int number) {
    return "user-%d@contoso.com".formatted(number);
  }

  /** The groups that the user's token has at this moment. */
  private static List<String> groups(GraphDirectory directory, String user) {
    return directory.isMember(UserBindings.GROUP, user) ? List.of(UserBindings.GROUP) : List.of();
  }

  private static Stream<String> members(GraphDirectory directory) {
    return IntStream.range(0, USERS)
        .mapToObj(VerifiedNoGapIT::user)
        .filter(user -> directory.isMember(UserBindings.GROUP, user));
  }

  /** The namespaces of the bindings of users in the group. */
  private List<String> ofMembers(GraphDirectory directory) {
    return IntStream.range(0, BINDINGS)
        .filter(i -> directory.isMember(UserBindings.GROUP, user(i % USERS)))
        .mapToObj(namespaces::get)
        .toList();
  }

  /** The namespaces of the bindings in which the group replaced the user. */
  private static List<String> replaced(KubernetesClient client) {
    return client.rbac().roleBindings().inAnyNamespace().list().getItems().stream()
        .filter(binding -> binding.getMetadata().getName().equals(NAME))
        .filter(VerifiedNoGapIT::isReplaced)
        .map(binding -> binding.getMetadata().getNamespace())
        .toList();
  }

  private static boolean isReplaced(RoleBinding binding) {
    return UserBindings.subjects(binding.getSubjects())
        .equals(List.of("Group/" + UserBindings.GROUP));
  }

  /** Every binding that is left counts, and the worst are named with the command that helps. */
  private void assertListed(TestCluster cluster, GraphDirectory directory) {
    GroupBindingsStatus status =
        Objects.requireNonNull(cluster.baseline().status().groupBindings());
    int left = BINDINGS - ofMembers(directory).size();
    assertThat(left).isPositive();
    assertThat(status.userBindings()).isEqualTo(left);
    assertThat(status.worst())
        .isNotEmpty()
        .extracting(BindingFinding::reason)
        .containsOnly("NotAMember");
    for (BindingFinding finding : status.worst()) {
      String user = user(namespaces.indexOf(finding.namespace()) % USERS);
      assertThat(directory.isMember(UserBindings.GROUP, user)).isFalse();
      assertThat(finding.message()).contains(user, "az ad group member add");
    }
  }

  /** Each binding is changed in a way that changes nothing of the verdict. */
  private void evaluateAllAgain(TestCluster cluster, GraphDirectory directory) {
    for (String namespace : namespaces) {
      cluster
          .client()
          .rbac()
          .roleBindings()
          .inNamespace(namespace)
          .withName(NAME)
          .edit(binding ->
              binding.edit().editMetadata().addToLabels(TOUCHED, "x").endMetadata().build());
    }
    new UserBindings(cluster.client())
        .create(namespaces.getLast(), "last", "view", "x@fabrikam.example");
    int left = BINDINGS - ofMembers(directory).size();
    eventually(() ->
        assertThat(
                Objects.requireNonNull(cluster.baseline().status().groupBindings()).userBindings())
            .isEqualTo(left + 1));
  }
}
