package io.securitybaseline.facts.azure.directory;

import io.securitybaseline.facts.azure.Failure;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Asks Entra ID's directory. */
public interface DirectoryReader {

  /**
   * Sends one round of requests and waits for it, a minute and a half at worst. Does not throw.
   *
   * @param request what to ask; users and groups that could be asked are in the answers
   */
  Answers read(Request request);

  /**
   * What to ask.
   *
   * @param users for each user the groups to ask for
   * @param groups the groups of which the state is asked for
   */
  record Request(Map<String, Set<String>> users, Set<String> groups) {

    public Request {
      users = Map.copyOf(users);
      groups = Set.copyOf(groups);
    }

    /** Whether it asks for nothing. */
    public boolean isEmpty() {
      return users.isEmpty() && groups.isEmpty();
    }
  }

  /**
   * What was answered.
   *
   * @param users what is not in it has to be asked again
   * @param groups what is not in it has to be asked again
   * @param failure why something is missing, the one that asks for the longest delay first
   */
  record Answers(
      Map<UserInGroup, Membership> users,
      Map<String, GroupState> groups,
      Optional<Failure> failure) {

    public Answers {
      users = Map.copyOf(users);
      groups = Map.copyOf(groups);
    }

    /** Nothing, because of a failure. */
    public static Answers failed(Failure why) {
      return new Answers(Map.of(), Map.of(), Optional.of(why));
    }
  }

  /** Where readers come from; nothing of the Azure SDK is loaded before the first. */
  @FunctionalInterface
  interface Source {

    /**
     * A reader.
     *
     * @throws IllegalArgumentException naming what to correct, if the environment makes no sense
     */
    DirectoryReader open();
  }
}
