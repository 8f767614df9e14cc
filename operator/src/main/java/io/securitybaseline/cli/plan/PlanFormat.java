package io.securitybaseline.cli.plan;

import io.fabric8.kubernetes.api.model.rbac.Subject;
import io.securitybaseline.cli.options.DocumentText;
import io.securitybaseline.cli.options.WrappedText;
import java.util.List;

/** How a plan is written. */
enum PlanFormat {
  TABLE {
    @Override
    String print(Plan plan) {
      WrappedText text = new WrappedText();
      for (Planned each : plan.planned()) {
        text.add("%-12s  ".formatted(each.action()), INDENT, heading(each));
        text.add(INDENT, INDENT, each.message());
        changes(each.before(), each.after(), "-", text);
        changes(each.after(), each.before(), "+", text);
        each.memberships()
            .forEach(user ->
                text.add(
                    INDENT,
                    INDENT + INDENT,
                    "%s, group %s: %s".formatted(user.user(), user.group(), user.membership())));
      }
      for (Skipped each : plan.skipped()) {
        text.add("not evaluated: ", INDENT, skipped(each));
      }
      plan.unreadable().forEach(each -> text.add("not read: ", INDENT, each));
      plan.notes().forEach(note -> text.add("note: ", INDENT, note));
      text.add(
          "",
          "",
          summary(plan.planned()) + (plan.unreadable().isEmpty() ? "" : " in what was read"));
      return text.toString();
    }
  },
  YAML {
    @Override
    String print(Plan plan) {
      return DocumentText.yaml(plan);
    }
  },
  JSON {
    @Override
    String print(Plan plan) {
      return DocumentText.json(plan);
    }
  };

  private static final String INDENT = "    ";

  /** The plan as text, with a line break at its end. */
  abstract String print(Plan plan);

  private static String heading(Planned planned) {
    String object =
        planned.namespace().isEmpty() || planned.object().startsWith("Namespace/")
            ? planned.object()
            : planned.namespace() + " " + planned.object();
    return "%s  %s %s".formatted(object, planned.control(), planned.reason()).strip();
  }

  private static String skipped(Skipped skipped) {
    return "%s%s: %s: %s"
        .formatted(
            skipped.file(),
            skipped.object().isEmpty() ? "" : ": " + skipped.object(),
            skipped.reason(),
            skipped.message());
  }

  private static String summary(List<Planned> planned) {
    return planned.isEmpty()
        ? "nothing to change"
        : "changes: %,d by Enforce, %,d at their source, %,d by hand"
            .formatted(
                planned.size() - count(planned, Planned.AT_SOURCE) - count(planned, Planned.NONE),
                count(planned, Planned.AT_SOURCE),
                count(planned, Planned.NONE));
  }

  /** Subjects of a binding that are in one list and not in the other. */
  private static void changes(
      List<Object> listed, List<Object> other, String sign, WrappedText text) {
    if (!listed.isEmpty() && !other.isEmpty()) {
      listed.stream()
          .filter(Subject.class::isInstance)
          .map(Subject.class::cast)
          .filter(subject -> !other.contains(subject))
          .forEach(subject ->
              text.add(
                  INDENT,
                  INDENT + INDENT,
                  "%s %s %s".formatted(sign, subject.getKind(), subject.getName())));
    }
  }

  private static long count(List<Planned> planned, String action) {
    return planned.stream().filter(each -> each.action().equals(action)).count();
  }
}
