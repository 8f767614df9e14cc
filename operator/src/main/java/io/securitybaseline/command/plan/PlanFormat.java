package io.securitybaseline.command.plan;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import io.fabric8.kubernetes.api.model.rbac.Subject;
import java.util.List;

/** How a plan is written. */
enum PlanFormat {
  TABLE {
    @Override
    String print(Plan plan) {
      List<Planned> planned = plan.planned();
      if (planned.isEmpty()) {
        return "nothing is to be changed\n";
      }
      StringBuilder text = new StringBuilder();
      for (Planned each : planned) {
        text.append(heading(each)).append('\n');
        wrap(text, each.message());
        changes(each.before(), each.after(), "-", text);
        changes(each.after(), each.before(), "+", text);
      }
      plan.notes().forEach(note -> text.append("note: ").append(note).append('\n'));
      return text.append(
              "%,d to be changed by Enforce, %,d at their source, %,d by hand%n"
                  .formatted(
                      planned.size()
                          - count(planned, Planned.AT_SOURCE)
                          - count(planned, Planned.NONE),
                      count(planned, Planned.AT_SOURCE),
                      count(planned, Planned.NONE)))
          .toString();
    }
  },
  YAML {
    @Override
    String print(Plan plan) {
      return write(
          new ObjectMapper(
              new YAMLFactory()
                  .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
                  .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)),
          plan);
    }
  },
  JSON {
    @Override
    String print(Plan plan) {
      return write(new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT), plan) + "\n";
    }
  };

  private static final int WIDTH = 96;

  /** The plan as text, with a line break at its end. */
  abstract String print(Plan plan);

  private static String heading(Planned planned) {
    String object =
        planned.namespace().isEmpty() || planned.object().startsWith("Namespace/")
            ? planned.object()
            : planned.namespace() + " " + planned.object();
    return "%-12s  %s  %s %s"
        .formatted(planned.action(), object, planned.control(), planned.reason())
        .strip();
  }

  private static void wrap(StringBuilder text, String message) {
    StringBuilder line = new StringBuilder();
    for (String word : message.split(" ", -1)) {
      if (!line.isEmpty() && line.length() + word.length() >= WIDTH) {
        text.append("    ").append(line).append('\n');
        line.setLength(0);
      }
      line.append(line.isEmpty() ? "" : " ").append(word);
    }
    text.append("    ").append(line).append('\n');
  }

  /** Subjects of a binding that are in one list and not in the other. */
  private static void changes(
      List<Object> listed, List<Object> other, String sign, StringBuilder text) {
    if (!listed.isEmpty() && !other.isEmpty()) {
      listed.stream()
          .filter(Subject.class::isInstance)
          .map(Subject.class::cast)
          .filter(subject -> !other.contains(subject))
          .forEach(subject ->
              text.append("    %s %s %s%n".formatted(sign, subject.getKind(), subject.getName())));
    }
  }

  private static long count(List<Planned> planned, String action) {
    return planned.stream().filter(each -> each.action().equals(action)).count();
  }

  private static String write(ObjectMapper mapper, Plan plan) {
    try {
      return mapper.writeValueAsString(plan);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
