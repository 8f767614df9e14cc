package io.securitybaseline.cli.inventory;

import io.securitybaseline.api.spec.Mode;
import io.securitybaseline.facts.azure.directory.DirectoryQuestions;
import io.securitybaseline.facts.azure.directory.Memberships;
import io.securitybaseline.module.ControlModule;
import io.securitybaseline.module.Evaluation;
import io.securitybaseline.module.EvaluationInput;
import io.securitybaseline.module.Modes;
import io.securitybaseline.module.Scope;
import java.util.List;
import java.util.function.Function;

/** What a command asks the directory before it evaluates. */
public final class AskedMemberships {

  private AskedMemberships() {}

  /**
   * The answers to everything that the controls ask about users. Only a control that binds roles
   * does.
   *
   * @param input without any membership
   */
  public static Memberships of(
      List<ControlModule> controls,
      EvaluationInput input,
      List<Scope> scopes,
      Function<DirectoryQuestions, Memberships> directory) {
    return directory.apply(
        controls.stream()
            .filter(control -> Modes.of(control, input.situation().baseline().spec()) != Mode.OFF)
            .filter(control -> !control.boundRoles(input.situation().baseline().spec()).isEmpty())
            .flatMap(control -> scopes.stream().flatMap(scope -> control.evaluate(input, scope)))
            .map(Evaluation::questions)
            .reduce(DirectoryQuestions.NONE, DirectoryQuestions::and));
  }
}
