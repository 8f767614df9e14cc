package io.securitybaseline.controls.podsecurity;

import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.securitybaseline.api.spec.PodSecuritySpec;
import io.securitybaseline.control.Change;
import io.securitybaseline.control.Change.Seen;
import io.securitybaseline.control.Finding;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Which labels a namespace is to have. The operator sets those that no other client has set: a
 * label of another client is respected, and is a violation where it asks for less.
 */
final class NamespaceLabels {

  private final Namespace namespace;
  private final Map<String, String> labels;
  private final PodSecuritySpec spec;
  private final LabelRecord record;
  private final LabelValue wanted;
  private final boolean mayEnforce;
  private final Map<AdmissionMode, LabelValue> own = new EnumMap<>(AdmissionMode.class);
  private final List<Finding> findings = new ArrayList<>();
  private final List<Change> changes;

  /**
   * @param mayEnforce whether the label enforce would reject nothing that runs or will run
   */
  NamespaceLabels(Namespace namespace, PodSecuritySpec spec, boolean mayEnforce) {
    this.namespace = namespace;
    this.labels = Objects.requireNonNullElse(namespace.getMetadata().getLabels(), Map.of());
    this.spec = spec;
    this.record = LabelRecord.of(namespace);
    this.wanted = LabelValue.of(spec);
    this.mayEnforce = mayEnforce;
    decide(AdmissionMode.AUDIT, wanted);
    decide(AdmissionMode.WARN, wanted);
    if (spec.enforceLabel()) {
      decide(AdmissionMode.ENFORCE, enforced());
    }
    this.changes = missing();
  }

  /** A label that was set before stays as it is: a template that violates it must not remove it. */
  private @Nullable LabelValue enforced() {
    return mayEnforce ? wanted : record.of(AdmissionMode.ENFORCE);
  }

  private void decide(AdmissionMode mode, @Nullable LabelValue value) {
    LabelValue now = LabelValue.of(mode, labels);
    if (now.isAbsent() || now.isPartOf(record.of(mode))) {
      if (value != null) {
        own.put(mode, value);
      }
    } else if (now.isWeakerThan(wanted)) {
      findings.add(
          Finding.violation(
              Reasons.WEAKER_LABEL,
              "another client set %s to %s, which rejects less than %s: set it to %s, or remove it so that Enforce sets it"
                  .formatted(mode.label(), now, wanted, wanted.level())));
    }
  }

  /** What the labels of other clients lead to, and which ones are missing. */
  List<Finding> findings() {
    if (changes.isEmpty()) {
      return findings;
    }
    List<Finding> all = new ArrayList<>(findings);
    all.add(
        Finding.note(
            Reasons.LABEL_MISSING,
            "Enforce sets %s".formatted(new LabelRecord(own).text().replace(",", ", "))));
    return all;
  }

  /** Whether the namespace has the label enforce with the level and version of the spec. */
  boolean isEnforced() {
    return LabelValue.of(AdmissionMode.ENFORCE, labels).equals(wanted);
  }

  /** Whether the operator has set labels here. */
  boolean isLabeled() {
    return !record.isEmpty();
  }

  /** What leads to the labels that the operator is to set; none if they are in place. */
  List<Change> changes() {
    return changes;
  }

  private List<Change> missing() {
    Map<String, String> desired = desired();
    return own.equals(record.labels())
            && desired.entrySet().stream()
                .allMatch(label -> label.getValue().equals(labels.get(label.getKey())))
        ? List.of()
        : List.of(
            apply(
                namespace,
                desired,
                own.isEmpty()
                    ? Map.of()
                    : Map.of(LabelRecord.ANNOTATION, new LabelRecord(own).text()),
                "the labels of the Pod Security Standard %s belong on every user namespace"
                    .formatted(spec.level())));
  }

  /** What removes all labels that the operator has set. */
  List<Change> removal() {
    return removal(namespace, record);
  }

  /**
   * The same where nothing else is evaluated.
   *
   * @param record the labels that the operator has set
   */
  static List<Change> removal(Namespace namespace, LabelRecord record) {
    return record.isEmpty()
        ? List.of()
        : List.of(
            apply(
                namespace,
                Map.of(),
                Map.of(),
                "the labels of the operator do not belong on a namespace without Enforce"));
  }

  /** Stands for the labels that are to be in place; never zero. */
  int intent() {
    return desired().hashCode() | 1;
  }

  private Map<String, String> desired() {
    Map<String, String> desired = new TreeMap<>();
    own.forEach((mode, value) -> {
      desired.put(mode.label(), value.level());
      desired.put(mode.versionLabel(), value.version());
    });
    return desired;
  }

  /** The full intent of the operator: the API server removes what it had applied before. */
  private static Change apply(
      Namespace namespace,
      Map<String, String> set,
      Map<String, String> annotations,
      String because) {
    Namespace intent =
        new NamespaceBuilder()
            .withNewMetadata()
            .withName(namespace.getMetadata().getName())
            .withLabels(set)
            .withAnnotations(annotations)
            .endMetadata()
            .build();
    return new Change.Update(intent, Seen.of(namespace), because);
  }
}
