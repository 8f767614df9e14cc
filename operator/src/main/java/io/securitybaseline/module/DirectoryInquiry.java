package io.securitybaseline.module;

import io.securitybaseline.control.ControlId;
import io.securitybaseline.facts.azure.directory.DirectoryQuestions;
import io.securitybaseline.facts.azure.directory.Memberships;

/** Receives what evaluations need of the directory. Commands and tests may leave it out. */
@FunctionalInterface
public interface DirectoryInquiry {

  /** Nothing is asked. */
  DirectoryInquiry NONE = (_, _, _) -> {};

  /**
   * Replaces what the evaluation of a control in a scope needs. Returns at once; the scope is
   * evaluated again when an answer is new.
   *
   * @param asker the evaluation
   * @param questions empty if it needs nothing any more
   * @param seen what it was made with
   */
  void ask(Asker asker, DirectoryQuestions questions, Memberships seen);

  /** Stands for the evaluation of a control in a scope. */
  record Asker(ControlId control, Scope scope) {}
}
