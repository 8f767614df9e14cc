package io.securitybaseline.control;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.MatchResourcesBuilder;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingAdmissionPolicy;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingAdmissionPolicyBinding;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingAdmissionPolicyBindingSpecBuilder;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingAdmissionPolicySpec;
import io.securitybaseline.api.spec.Prevention;
import io.securitybaseline.control.Change.Create;
import io.securitybaseline.control.Change.Delete;
import io.securitybaseline.control.Change.Seen;
import io.securitybaseline.control.Change.Update;
import io.securitybaseline.facts.AdmissionSnapshot;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A ValidatingAdmissionPolicy of ours and the binding that puts it into effect. Without its binding
 * a policy does nothing, so it is made first and goes last.
 */
public record AdmissionPolicy(
    ValidatingAdmissionPolicy policy, ValidatingAdmissionPolicyBinding binding) {

  private static final String ASKED_FOR = "spec.groupBindings.prevention requires it";

  /**
   * The manifests beside a class.
   *
   * @param prefix of the files {@code prefix-policy.yaml} and {@code prefix-binding.yaml}
   */
  public static AdmissionPolicy beside(Class<?> control, String prefix) {
    return new AdmissionPolicy(
        read(control, prefix + "-policy.yaml", ValidatingAdmissionPolicy.class),
        read(control, prefix + "-binding.yaml", ValidatingAdmissionPolicyBinding.class));
  }

  private static <T> T read(Class<?> control, String file, Class<T> type) {
    try (InputStream yaml = control.getResourceAsStream(file)) {
      return new ObjectMapper(new YAMLFactory()).readValue(yaml, type);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the manifest " + file, e);
    }
  }

  /** The same with another spec of the policy. */
  public AdmissionPolicy with(ValidatingAdmissionPolicySpec spec) {
    ValidatingAdmissionPolicy other = new ValidatingAdmissionPolicy();
    other.setMetadata(policy.getMetadata());
    other.setSpec(spec);
    return new AdmissionPolicy(other, binding);
  }

  /** The same in the namespaces that the selector matches, all if there is none. */
  public AdmissionPolicy in(@Nullable LabelSelector namespaces) {
    return namespaces == null
        ? this
        : bound(
            new ValidatingAdmissionPolicyBindingSpecBuilder(binding.getSpec())
                .withMatchResources(
                    new MatchResourcesBuilder(binding.getSpec().getMatchResources())
                        .withNamespaceSelector(namespaces)
                        .build()));
  }

  /** The same with what becomes of a request that differs from the desired state. */
  private AdmissionPolicy doing(List<String> actions) {
    return bound(
        new ValidatingAdmissionPolicyBindingSpecBuilder(binding.getSpec())
            .withValidationActions(actions));
  }

  private AdmissionPolicy bound(ValidatingAdmissionPolicyBindingSpecBuilder spec) {
    ValidatingAdmissionPolicyBinding other = new ValidatingAdmissionPolicyBinding();
    other.setMetadata(binding.getMetadata());
    other.setSpec(spec.build());
    return new AdmissionPolicy(policy, other);
  }

  /**
   * What is to be said and done about it.
   *
   * @param prevention how much of what the spec asks for is to be in effect
   */
  public Verdict verdict(AdmissionSnapshot seen, Baseline baseline, Prevention prevention) {
    return switch (prevention) {
      case OFF ->
          new Verdict(blocked(seen), deletions(seen, baseline), cleanup(seen, baseline.uid()));
      // Whoever was only warned is found in the audit log too.
      case WARN -> doing(List.of("Warn", "Audit")).wanted(seen, baseline, prevention);
      case DENY -> doing(List.of("Deny")).wanted(seen, baseline, prevention);
    };
  }

  private Verdict wanted(AdmissionSnapshot seen, Baseline baseline, Prevention prevention) {
    if (!seen.served()) {
      return new Verdict(List.of(unsupported()), List.of(), List.of());
    }
    List<Finding> findings = new ArrayList<>();
    List<Change> changes = new ArrayList<>();
    hold(seen.policy(), owned(policy, baseline.uid()), findings, changes);
    hold(seen.binding(), owned(binding, baseline.uid()), findings, changes);
    boolean foreign =
        findings.stream().anyMatch(finding -> finding.reason().equals(Reasons.FOREIGN_POLICY));
    if (!foreign && !changes.isEmpty()) {
      findings.add(notInPlace(prevention));
    }
    return new Verdict(findings, foreign ? List.of() : changes, cleanup(seen, baseline.uid()));
  }

  private static void hold(
      @Nullable HasMetadata actual,
      HasMetadata wanted,
      List<Finding> findings,
      List<Change> changes) {
    if (actual == null) {
      changes.add(new Create(wanted, ASKED_FOR));
      return;
    }
    boolean same = Intent.isMet(actual, wanted);
    if (!Ownership.isOurs(actual) && !Ownership.mayAdopt(actual)) {
      findings.add(foreign(wanted, same));
    } else if (actual.isMarkedForDeletion()) {
      // Its name is taken until it is gone; then it is created anew.
      BlockedDeletion.finding(actual, Finding.Severity.VIOLATION).ifPresent(findings::add);
    } else if (actsOtherwise(actual, wanted)) {
      recreate(actual, wanted, "is created again with other validationActions", changes);
    } else if (Intent.isNarrowed(actual, wanted)) {
      recreate(actual, wanted, "is created again without another client's exemptions", changes);
    } else if (!same || !Ownership.hasLabels(actual, wanted.getMetadata().getLabels())) {
      changes.add(
          new Update(
              wanted,
              Seen.of(actual),
              same ? "its labels are not the operator's" : "differs from the desired state"));
    }
  }

  private static void recreate(
      HasMetadata actual, HasMetadata wanted, String because, List<Change> changes) {
    changes.add(new Delete(actual, Seen.of(actual), because));
    changes.add(new Create(wanted, ASKED_FOR));
  }

  /**
   * Whether other actions are taken than should be. They are a set: an apply adds to what others
   * wrote there, and Deny beside Warn is refused.
   */
  private static boolean actsOtherwise(HasMetadata actual, HasMetadata wanted) {
    return actual instanceof ValidatingAdmissionPolicyBinding is
        && wanted instanceof ValidatingAdmissionPolicyBinding should
        && !actions(is).equals(actions(should));
  }

  private static Set<String> actions(ValidatingAdmissionPolicyBinding binding) {
    return Set.copyOf(binding.getSpec().getValidationActions());
  }

  private static <T extends HasMetadata> T owned(T manifest, String baselineUid) {
    T owned = Intent.copy(manifest);
    owned.setMetadata(
        new ObjectMetaBuilder(manifest.getMetadata())
            .withLabels(Ownership.labels(baselineUid))
            .build());
    return owned;
  }

  private static List<Change> deletions(AdmissionSnapshot seen, Baseline baseline) {
    String because =
        baseline.spec().groupBindings().prevention() == Prevention.OFF
            ? "spec.groupBindings.prevention is Off"
            : "nothing may be rejected at present";
    return staying(seen)
        .filter(Ownership::isOurs)
        .<Change>map(object -> new Delete(object, Seen.of(object), because))
        .toList();
  }

  private static List<Change> cleanup(AdmissionSnapshot seen, String uid) {
    return staying(seen)
        .filter(object -> Ownership.isOwnedBy(object, uid))
        .<Change>map(object -> new Delete(object, Seen.of(object), "is cleaned up"))
        .toList();
  }

  /** The binding goes first. Neither is deleted twice: finalizers may keep one for ever. */
  private static Stream<HasMetadata> staying(AdmissionSnapshot seen) {
    return both(seen).filter(object -> !object.isMarkedForDeletion());
  }

  private static Stream<HasMetadata> both(AdmissionSnapshot seen) {
    return Stream.<HasMetadata>concat(
        Stream.ofNullable(seen.binding()), Stream.ofNullable(seen.policy()));
  }

  private static List<Finding> blocked(AdmissionSnapshot seen) {
    return both(seen)
        .filter(Ownership::isOurs)
        .flatMap(object -> BlockedDeletion.finding(object, Finding.Severity.INFO).stream())
        .toList();
  }

  private Finding notInPlace(Prevention prevention) {
    return Finding.info(
        Reasons.NOT_PREVENTED,
        "ValidatingAdmissionPolicy %s is missing, and spec.groupBindings.prevention: %s requires it: Enforce creates it"
            .formatted(policy.getMetadata().getName(), prevention));
  }

  private Finding unsupported() {
    return Finding.violation(
        Reasons.PREVENTION_UNSUPPORTED,
        "the API server did not serve ValidatingAdmissionPolicy %s when the operator started: upgrade to Kubernetes 1.30 or newer and restart the operator; until then set spec.groupBindings.prevention to \"Off\""
            .formatted(policy.getMetadata().getName()));
  }

  private static Finding foreign(HasMetadata wanted, boolean same) {
    return new Finding(
        Reasons.FOREIGN_POLICY,
        same ? Finding.Severity.INFO : Finding.Severity.VIOLATION,
        "%s %s was not created by the operator and is not changed: delete it, or annotate it with securitybaseline.io/adopt: \"true\" to hand it over"
            .formatted(wanted.getKind(), wanted.getMetadata().getName()));
  }
}
