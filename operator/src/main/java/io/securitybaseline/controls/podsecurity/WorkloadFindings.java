package io.securitybaseline.controls.podsecurity;

import io.securitybaseline.api.spec.Exemption;
import io.securitybaseline.api.spec.PodSecurityLevel;
import io.securitybaseline.api.spec.PodSecuritySpec;
import io.securitybaseline.control.Finding;
import io.securitybaseline.control.NameList;
import io.securitybaseline.controls.podsecurity.Workload.Shape;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** The findings on the workloads of a namespace: one for each workload and violated control. */
final class WorkloadFindings {

  /** Workloads with findings of their own; of more, findings name only how many there are. */
  private static final int MOST = 100;

  private static final NameList NAMES = new NameList(3, 80);

  /**
   * What the best practices for AKS ask for at any level. Source: the section on secure container
   * access of learn.microsoft.com/azure/aks/operator-best-practices-cluster-security.
   */
  private static final Set<StandardControl> BEST_PRACTICES =
      EnumSet.of(
          StandardControl.ALLOW_PRIVILEGE_ESCALATION,
          StandardControl.RUN_AS_NON_ROOT,
          StandardControl.RUN_AS_USER,
          StandardControl.SECCOMP_RESTRICTED,
          StandardControl.APP_ARMOR_PROFILE);

  private final PodSecuritySpec spec;
  private final int minor;
  private final WorkloadExemptions exemptions;
  private final List<Finding> findings = new ArrayList<>();
  private final Set<String> rejected = new LinkedHashSet<>();
  private final Map<StandardControl, List<String>> beyond = new EnumMap<>(StandardControl.class);
  private final Map<String, Exemption> expired = new TreeMap<>();
  private boolean onlyExemptIsRejected = true;
  private int violating;

  /**
   * @param minor the version of the standards that the API server evaluates
   */
  WorkloadFindings(PodSecuritySpec spec, int minor, WorkloadExemptions exemptions) {
    this.spec = spec;
    this.minor = minor;
    this.exemptions = exemptions;
  }

  void add(Workload workload) {
    Map<StandardControl, Finding> found = new EnumMap<>(StandardControl.class);
    for (Shape shape : workload.shapes()) {
      Set<StandardControl> ofLevel = EnumSet.noneOf(StandardControl.class);
      shape
          .verdict()
          .of(spec.level(), minor)
          .forEach(violation -> {
            ofLevel.add(violation.control());
            found.putIfAbsent(violation.control(), finding(workload.owner(), shape, violation));
          });
      if (!ofLevel.isEmpty()) {
        rejected.add(workload.owner().toString());
        onlyExemptIsRejected &= exemptions.inForce(workload.owner()).isPresent();
      }
      bestPractices(shape, ofLevel)
          .forEach(violation ->
              found.putIfAbsent(
                  violation.control(), bestPractice(workload.owner(), shape, violation)));
    }
    if (!found.isEmpty()) {
      add(workload.owner(), found);
    }
  }

  private void add(Owner owner, Map<StandardControl, Finding> found) {
    Optional<Exemption> exemption = exemptions.inForce(owner);
    if (exemption.isPresent()) {
      findings.add(exempt(owner, exemption.get()));
      return;
    }
    exemptions.expired(owner).ifPresent(each -> expired.put(each.name(), each));
    violating++;
    if (violating <= MOST) {
      findings.addAll(found.values());
    } else {
      found
          .keySet()
          .forEach(control ->
              beyond.computeIfAbsent(control, _ -> new ArrayList<>()).add(owner.toString()));
    }
  }

  private List<Violation> bestPractices(Shape shape, Set<StandardControl> ofLevel) {
    return shape.windows() || spec.level() == PodSecurityLevel.RESTRICTED
        ? List.of()
        : shape
            .verdict()
            .in(minor)
            .filter(each -> BEST_PRACTICES.contains(each.control()))
            .filter(each -> !ofLevel.contains(each.control()))
            .toList();
  }

  /** All of them. */
  List<Finding> findings() {
    List<Finding> all = new ArrayList<>(findings);
    beyond.forEach((control, owners) ->
        all.add(
            Finding.violation(
                control.reason(),
                "%,d more workloads violate %s, such as %s: fix the first %d to see them"
                    .formatted(owners.size(), control.id(), owners.getFirst(), MOST))));
    expired.values().forEach(each -> all.add(expired(each)));
    return all;
  }

  /** The workloads with pods that the label enforce would reject, exempt ones included. */
  Set<String> rejected() {
    return rejected;
  }

  /**
   * What the label enforce leads to, or why it is not set.
   *
   * @param isSet whether the namespace has it with the level and version of the spec
   */
  List<Finding> ofEnforceLabel(boolean isSet) {
    if (!spec.enforceLabel() || rejected.isEmpty()) {
      return List.of();
    }
    String names = NAMES.of(List.copyOf(rejected));
    if (isSet) {
      return List.of(
          Finding.note(
              Reasons.ENFORCE_WITHHELD,
              "the label pod-security.kubernetes.io/enforce rejects new pods of " + names));
    }
    String message =
        "pod-security.kubernetes.io/enforce: %s is not set because it would reject %s: fix these, and Enforce sets it"
            .formatted(spec.level(), names);
    return List.of(
        onlyExemptIsRejected
            ? Finding.note(Reasons.ENFORCE_WITHHELD, message)
            : Finding.violation(Reasons.ENFORCE_WITHHELD, message));
  }

  private Finding finding(Owner owner, Shape shape, Violation violation) {
    return Finding.violation(
        violation.control().reason(),
        "%s violates %s of the level %s: %s"
            .formatted(
                subject(owner, shape),
                violation.control().id(),
                spec.level(),
                Phrases.fix(shape, violation)));
  }

  private static Finding bestPractice(Owner owner, Shape shape, Violation violation) {
    return Finding.violation(
        violation.control().reason(),
        "%s violates %s, which the best practices for AKS ask for at any level: %s"
            .formatted(
                subject(owner, shape), violation.control().id(), Phrases.fix(shape, violation)));
  }

  /** The template is right where only a pod that runs is not. */
  private static String subject(Owner owner, Shape shape) {
    return shape.template().isEmpty() && !owner.kind().equals("Pod")
        ? "a running pod of " + owner
        : owner.toString();
  }

  private static Finding exempt(Owner owner, Exemption exemption) {
    return Finding.note(
        io.securitybaseline.control.Reasons.EXEMPT,
        "exemption %s covers %s until %s: %s (owner %s)"
            .formatted(
                exemption.name(),
                owner,
                exemption.expiresOn(),
                exemption.reason(),
                exemption.owner()));
  }

  private static Finding expired(Exemption exemption) {
    return Finding.violation(
        io.securitybaseline.control.Reasons.EXPIRED,
        "exemption %s ended on %s and no longer covers workloads: remove it or, with owner %s, set a new date"
            .formatted(exemption.name(), exemption.expiresOn(), exemption.owner()));
  }
}
