package io.securitybaseline.reconcile.pass;

import io.securitybaseline.facts.azure.directory.DirectoryQuestions;
import io.securitybaseline.facts.azure.directory.Memberships;
import io.securitybaseline.module.ControlModule;
import io.securitybaseline.module.DirectoryInquiry;
import io.securitybaseline.module.DirectoryInquiry.Asker;
import java.util.List;

/** Passes on what the evaluations of a control in a scope need of the directory. */
record ScopeQuestions(DirectoryInquiry directory) {

  void ask(PassContext context, List<Evaluated> evaluated) {
    DirectoryQuestions questions = DirectoryQuestions.NONE;
    for (Evaluated each : evaluated) {
      questions = questions.and(each.evaluation().questions());
    }
    directory.ask(
        new Asker(context.control(), context.scope()),
        questions,
        context.input().current().memberships());
  }

  void forget(List<ControlModule> modules, ScopedObject scoped) {
    for (ControlModule module : modules) {
      directory.ask(
          new Asker(module.descriptor().id(), scoped.scope()),
          DirectoryQuestions.NONE,
          Memberships.NONE);
    }
  }
}
