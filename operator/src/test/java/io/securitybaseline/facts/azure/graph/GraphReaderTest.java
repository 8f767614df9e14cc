package io.securitybaseline.facts.azure.graph;

import static org.assertj.core.api.Assertions.assertThat;

import io.securitybaseline.facts.azure.directory.DirectoryReader.Answers;
import io.securitybaseline.facts.azure.directory.DirectoryReader.Request;
import io.securitybaseline.facts.azure.directory.GroupState;
import io.securitybaseline.facts.azure.directory.Membership;
import io.securitybaseline.facts.azure.directory.UserInGroup;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is asked of Microsoft Graph over HTTPS, and what its answers are taken for. */
class GraphReaderTest extends AgainstGraph {

  @Test
  void membersAreFoundAlsoThroughOtherGroupsAndGuestsByTheirName() {
    Answers answers = ask(Set.of(DEVS), "alice@contoso.com", "bob@contoso.com", GUEST);

    assertThat(answers.failure()).isEmpty();
    assertThat(of(answers, "alice@contoso.com")).isEqualTo(new Membership.Member());
    assertThat(of(answers, GUEST)).isEqualTo(new Membership.Member());
    assertThat(of(answers, "bob@contoso.com")).isEqualTo(new Membership.NotAMember());
    assertThat(answers.groups()).containsEntry(DEVS, new GroupState.Usable(false));
    assertThat(graph().calls())
        .contains(
            "POST /users/eve_fabrikam.com%23EXT%23@contoso.onmicrosoft.com/checkMemberGroups");
    assertThat(azure.asked())
        .filteredOn(it -> it.name().equals("token"))
        .singleElement()
        .satisfies(it -> assertThat(it.body()).contains("https%3A%2F%2F127.0.0.1", "%2F.default"));
  }

  @Test
  void upperAndLowerCaseOfANameDoNotMatterToEntra() {
    assertThat(of(ask(Set.of(), "Alice@Contoso.com"), "Alice@Contoso.com"))
        .isEqualTo(new Membership.Member());
  }

  @Test
  void aUserWhomTheDirectoryDoesNotHaveIsNoFailure() {
    Answers answers = ask(Set.of(), "gone@contoso.com", "alice@contoso.com");

    assertThat(of(answers, "gone@contoso.com")).isEqualTo(new Membership.NoUser());
    assertThat(of(answers, "alice@contoso.com")).isEqualTo(new Membership.Member());
    assertThat(answers.failure()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a/../../groups@contoso.com",
        "a%2F..%2Fgroups@contoso.com",
        "alice@contoso.com/memberOf?x=",
        "alice@contoso.com?$select=id",
        "alice@contoso.com\n",
        " alice@contoso.com",
        "a@contoso.com,b@contoso.com",
        "größe@contoso.com",
        "a\\b@contoso.com",
        "a\"}]}@contoso.com"
      })
  void whatCannotBeAUserNameIsNotSentAndCostsNoOtherUser(String name) {
    Answers answers = ask(Set.of(), name, "alice@contoso.com");

    assertThat(of(answers, name)).isInstanceOf(Membership.Unknown.class);
    assertThat(of(answers, "alice@contoso.com")).isEqualTo(new Membership.Member());
    assertThat(graph().calls()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"o'hara@contoso.com", "$alice@contoso.com", "a!b#c~d^e@contoso.com"})
  void unusualNamesThatEntraAllowsAreFound(String name) {
    graph().users(List.of(name)).add(DEVS, name);

    assertThat(of(ask(Set.of(), name), name)).isEqualTo(new Membership.Member());
  }

  @Test
  void atMostTwentyCallsAreInABatch() {
    List<String> names =
        IntStream.range(0, 45).mapToObj(i -> "user-%d@contoso.com".formatted(i)).toList();
    graph().users(names);

    Answers answers = ask(Set.of(), names.toArray(String[]::new));

    assertThat(answers.users()).hasSize(45).containsValue(new Membership.NotAMember());
    assertThat(graph().batches()).containsExactly(20, 20, 5);
    assertThat(answered).containsOnly(200);
  }

  @Test
  void aMalformedGroupIdIsNotSent() {
    Answers answers =
        reader().read(new Request(Map.of("alice@contoso.com", Set.of(DEVS, "devs")), Set.of("x")));

    assertThat(of(answers, "alice@contoso.com")).isEqualTo(new Membership.Member());
    assertThat(answers.users().get(new UserInGroup("alice@contoso.com", "devs")))
        .isInstanceOf(Membership.Unknown.class);
    assertThat(answers.groups().get("x")).isInstanceOf(GroupState.Unknown.class);
  }

  @Test
  void statesOfGroupsAreTold() {
    graph()
        .group("aaaaaaaa-0000-4000-8000-000000000001", false, "Public", "alice@contoso.com")
        .group("aaaaaaaa-0000-4000-8000-000000000002")
        .group("aaaaaaaa-0000-4000-8000-000000000003", true, "HiddenMembership", "bob@contoso.com")
        .group("aaaaaaaa-0000-4000-8000-000000000004", "aaaaaaaa-0000-4000-8000-000000000003");
    Set<String> ids =
        IntStream.rangeClosed(1, 5)
            .mapToObj("aaaaaaaa-0000-4000-8000-00000000000%d"::formatted)
            .collect(Collectors.toSet());

    assertThat(ask(ids).groups())
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "aaaaaaaa-0000-4000-8000-000000000001", new GroupState.NotSecurityEnabled(),
                "aaaaaaaa-0000-4000-8000-000000000002", new GroupState.Empty(),
                "aaaaaaaa-0000-4000-8000-000000000003", new GroupState.Usable(true),
                "aaaaaaaa-0000-4000-8000-000000000004", new GroupState.Usable(true),
                "aaaaaaaa-0000-4000-8000-000000000005", new GroupState.Missing()));
  }

  @Test
  void listsAreReadPageByPage() {
    graph().emptyFirstPages();

    assertThat(ask(Set.of(DEVS)).groups()).containsEntry(DEVS, new GroupState.Usable(false));
    assertThat(graph().calls()).filteredOn(call -> call.contains("skiptoken")).hasSize(2);
  }

  @Test
  void usersAreNotAskedForAGroupThatDoesNotExist() {
    String missing = "aaaaaaaa-0000-4000-8000-000000000009";

    Answers answers =
        reader().read(new Request(Map.of("alice@contoso.com", Set.of(missing)), Set.of(missing)));

    assertThat(answers.groups()).containsEntry(missing, new GroupState.Missing());
    assertThat(graph().calls()).noneMatch(call -> call.contains("checkMemberGroups"));
  }

  @Test
  void anObjectIdIsAGuestOrAServicePrincipal() {
    String guest = "bbbbbbbb-0000-4000-8000-000000000001";
    String pipeline = "bbbbbbbb-0000-4000-8000-000000000002";
    graph().users(List.of(guest)).servicePrincipal(pipeline);
    graph().add(DEVS, guest);
    graph().add(DEVS, pipeline);

    Answers answers = ask(Set.of(), guest, pipeline, "bbbbbbbb-0000-4000-8000-000000000003");

    assertThat(of(answers, guest)).isEqualTo(new Membership.Member());
    assertThat(of(answers, pipeline)).isEqualTo(new Membership.Member());
    assertThat(of(answers, "bbbbbbbb-0000-4000-8000-000000000003"))
        .isEqualTo(new Membership.NoUser());
  }
}
