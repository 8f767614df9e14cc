package io.securitybaseline.report;

import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.Event;
import io.securitybaseline.api.SecurityBaseline;
import io.securitybaseline.api.spec.ExemptedControl;
import io.securitybaseline.api.spec.SecurityBaselineSpec;
import io.securitybaseline.api.status.SecurityBaselineStatus;
import io.securitybaseline.control.Finding;
import io.securitybaseline.control.NameList;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publishes transitions of the baseline's conditions and of the results of probes, and what the
 * spec asks for and this version does not support.
 */
public final class BaselineEvents {

  /** Five objects fit into an event's message. */
  private static final NameList LEFT_BEHIND = new NameList(5, 180);

  private static final Logger log = LoggerFactory.getLogger(BaselineEvents.class);

  private final Set<ExemptedControl> exemptible;
  private final EventFactory factory;
  private final Consumer<Event> sender;
  private final Clock clock;
  private final SpecMistakeEvents mistakes;
  private final ProbeEvents probes;
  private final Map<String, String> reported = new HashMap<>();
  private @Nullable String reportedOf;
  private @Nullable String announced;

  /** The baseline whose suspension was published and that has not been resumed since. */
  private @Nullable String suspended;

  /**
   * @param exemptible what exemptions can name in this version
   */
  public BaselineEvents(
      Set<ExemptedControl> exemptible, EventFactory factory, Consumer<Event> sender, Clock clock) {
    this.exemptible = Set.copyOf(exemptible);
    this.factory = factory;
    this.sender = sender;
    this.clock = clock;
    this.mistakes = new SpecMistakeEvents(factory, sender, clock);
    this.probes = new ProbeEvents(factory, sender, clock);
  }

  /** Publishes, once a generation, which sections of the spec this version does not act on. */
  public synchronized void unsupported(SecurityBaseline baseline) {
    suspended = null;
    String version = baseline.getMetadata().getUid() + "/" + baseline.getMetadata().getGeneration();
    if (version.equals(announced)) {
      return;
    }
    announced = version;
    List<String> sections = withoutEffect(baseline.getSpec());
    if (!sections.isEmpty()) {
      sender.accept(
          factory.warning(
              baseline,
              "NotSupportedYet",
              "this version of the operator does not act on "
                  + String.join(", ", sections)
                  + ": nothing is evaluated or changed for it",
              clock.instant()));
    }
  }

  /** Publishes each mistake in the spec once, until it is corrected. */
  public synchronized void mistakes(SecurityBaseline baseline, List<Finding> found) {
    mistakes.publish(baseline, found);
  }

  /** Publishes, once until it is resumed, that nothing is done. */
  public synchronized void suspended(SecurityBaseline baseline) {
    if (baseline.getMetadata().getUid().equals(suspended)) {
      return;
    }
    suspended = baseline.getMetadata().getUid();
    sender.accept(
        factory.normal(
            baseline,
            "Suspended",
            "spec.suspend is true: nothing is changed and the last status stays",
            clock.instant()));
  }

  /** Publishes, at the end of a deletion, which objects the operator could not remove. */
  public void leftBehind(SecurityBaseline baseline, List<String> objects) {
    if (objects.isEmpty()) {
      return;
    }
    String list = LEFT_BEHIND.of(objects);
    log.atWarn()
        .addKeyValue("count", objects.size())
        .addKeyValue("objects", list)
        .log("the baseline is deleted and leaves objects behind");
    sender.accept(
        factory.warning(
            baseline,
            "LeftBehind",
            "the baseline is deleted; what the operator could not remove stays: " + list,
            clock.instant()));
  }

  /** Publishes the settled conditions, and the results of probes, that differ from the last. */
  public synchronized void publish(SecurityBaseline baseline, SecurityBaselineStatus status) {
    if (!Objects.equals(reportedOf, baseline.getMetadata().getUid())) {
      reportedOf = baseline.getMetadata().getUid();
      reported.clear();
    }
    if (reported.isEmpty() && baseline.getStatus() != null) {
      settled(baseline.getStatus()).forEach(c -> reported.put(c.getType(), c.getStatus()));
    }
    for (Condition condition : settled(status)) {
      String before = reported.put(condition.getType(), condition.getStatus());
      if (!condition.getStatus().equals(before)) {
        sender.accept(event(baseline, condition));
      }
    }
    probes.publish(baseline, status);
  }

  private Event event(SecurityBaseline baseline, Condition condition) {
    String message = condition.getType() + ": " + condition.getMessage();
    return ConditionValue.TRUE.equals(condition.getStatus())
        ? factory.normal(baseline, condition.getReason(), message, clock.instant())
        : factory.warning(baseline, condition.getReason(), message, clock.instant());
  }

  /** Conditions with a result; those of an evaluation under way do not count. */
  private static List<Condition> settled(SecurityBaselineStatus status) {
    return status.conditions().stream()
        .filter(condition -> condition.getLastTransitionTime() != null)
        .filter(condition -> !Progress.EVALUATING.equals(condition.getReason()))
        .filter(condition -> !StatusReport.COMPLIANT.equals(condition.getType()))
        .filter(condition -> !StatusReport.STALLED.equals(condition.getType()))
        .filter(condition -> !StatusReport.RECONCILING.equals(condition.getType()))
        .toList();
  }

  private List<String> withoutEffect(SecurityBaselineSpec spec) {
    SecurityBaselineSpec defaults = SecurityBaselineSpec.defaults();
    List<String> sections = new ArrayList<>();
    if (!isSupported(ExemptedControl.POD_SECURITY)) {
      add(sections, "spec.podSecurity", spec.podSecurity(), defaults.podSecurity());
    }
    spec.exemptions().stream()
        .filter(exemption -> !isSupported(exemption.control()))
        .forEach(exemption -> sections.add("exemption " + exemption.name()));
    return sections;
  }

  /** An unknown control is null. */
  private boolean isSupported(@Nullable ExemptedControl control) {
    return control != null && exemptible.contains(control);
  }

  private static void add(List<String> sections, String name, Object section, Object byDefault) {
    if (!Objects.equals(section, byDefault)) {
      sections.add(name);
    }
  }
}
