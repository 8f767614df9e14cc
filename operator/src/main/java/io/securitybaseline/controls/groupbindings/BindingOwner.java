package io.securitybaseline.controls.groupbindings;

import io.securitybaseline.control.Ownership;
import io.securitybaseline.facts.Binding;
import io.securitybaseline.facts.BindingWriter;
import io.securitybaseline.facts.OwnerEvidence;
import io.securitybaseline.facts.OwnerMarks;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The client that owns a binding and would revert a change: by its labels and annotations, its
 * owner references, or the field manager that applies it or changed its subjects within the hour.
 * Source of the labels and annotations of Flux, Argo CD and Helm: their documentation; of all
 * others {@link OwnerMarks}.
 *
 * @param text the owner, with the verb, as a part of a sentence
 * @param until when it stops being one; empty where only another version of the binding ends it
 */
record BindingOwner(String text, Optional<Instant> until) {

  /** After a client changed the subjects, the operator leaves them alone for this long. */
  static final Duration AFTER_A_CHANGE = Duration.ofHours(1);

  private static final Duration APPLICATIONS_AGAIN = Duration.ofMinutes(30);

  private static final String FLUX_KUSTOMIZE = "kustomize.toolkit.fluxcd.io/";
  private static final String FLUX_HELM = "helm.toolkit.fluxcd.io/";
  private static final String ARGO_CD = "argocd.argoproj.io/";
  private static final String HELM = "meta.helm.sh/";
  private static final String HELM_RELEASE = HELM + "release-name";
  private static final String HELM_NAMESPACE = HELM + "release-namespace";

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm 'UTC'").withZone(ZoneOffset.UTC);

  /**
   * The owner.
   *
   * @param evidence what else is known of owners
   */
  static Optional<BindingOwner> of(Binding binding, OwnerEvidence evidence) {
    return flux(binding, FLUX_KUSTOMIZE, "Flux Kustomization ")
        .or(() -> flux(binding, FLUX_HELM, "Flux HelmRelease "))
        .or(() -> argoCd(binding))
        .or(() -> helm(binding))
        .or(() -> begins(binding, FLUX_KUSTOMIZE, "Flux"))
        .or(() -> begins(binding, FLUX_HELM, "Flux"))
        .or(() -> begins(binding, ARGO_CD, OwnerMarks.ARGO_CD))
        .or(() -> begins(binding, HELM, "Helm"))
        .or(() -> marked(binding))
        .or(() -> binding.owners().stream().findFirst().map(BindingOwner::owns))
        .or(() -> tracked(binding, evidence.applications()))
        .or(() -> managedBy(binding))
        .or(() -> binding.writer().flatMap(writer -> writer(writer, evidence.now())));
  }

  private static BindingOwner owns(String owner) {
    return reverts("%s owns this binding".formatted(owner));
  }

  private static BindingOwner reverts(String owner) {
    return new BindingOwner(owner + " and would revert the change", Optional.empty());
  }

  private static Optional<BindingOwner> marked(Binding binding) {
    return keys(binding)
        .sorted()
        .flatMap(key -> OwnerMarks.ofKey(key).stream())
        .findFirst()
        .map(tool -> owns(tool.tool()));
  }

  /** By any label or annotation of theirs: which ones they set depends on how they are set up. */
  private static Optional<BindingOwner> begins(Binding binding, String prefix, String owner) {
    return keys(binding).anyMatch(key -> key.startsWith(prefix))
        ? Optional.of(owns(owner))
        : Optional.empty();
  }

  private static Stream<String> keys(Binding binding) {
    return Stream.concat(
        binding.labels().keySet().stream(), binding.annotations().keySet().stream());
  }

  private static Optional<BindingOwner> flux(Binding binding, String prefix, String kind) {
    return Optional.ofNullable(binding.labels().get(prefix + "name"))
        .map(name ->
            owns(kind + binding.labels().getOrDefault(prefix + "namespace", "") + "/" + name));
  }

  private static Optional<BindingOwner> argoCd(Binding binding) {
    String tracking = binding.annotations().get(ARGO_CD + "tracking-id");
    return Optional.ofNullable(
            tracking == null
                ? binding.labels().get(ARGO_CD + "instance")
                : tracking.split(":", 2)[0])
        .map(BindingOwner::application);
  }

  /**
   * When to evaluate a binding again whose label may name an application: one that appears or is
   * deleted starts no evaluation of the bindings in other namespaces. A change of the binding does.
   */
  static Stream<Instant> untilTrackingChanges(Binding binding, OwnerEvidence evidence) {
    return binding.labels().containsKey(OwnerMarks.INSTANCE)
        ? Stream.of(evidence.now().plus(APPLICATIONS_AGAIN))
        : Stream.empty();
  }

  /** Charts set this label too, so it counts only with an application of that name. */
  private static Optional<BindingOwner> tracked(Binding binding, Set<String> applications) {
    return Optional.ofNullable(binding.labels().get(OwnerMarks.INSTANCE))
        .filter(applications::contains)
        .map(BindingOwner::application);
  }

  private static BindingOwner application(String name) {
    return owns("Argo CD application " + Phrases.shortened(name));
  }

  private static Optional<BindingOwner> helm(Binding binding) {
    Map<String, String> annotations = binding.annotations();
    return Optional.ofNullable(annotations.get(HELM_RELEASE))
        .map(release ->
            owns(
                "Helm release %s/%s"
                    .formatted(annotations.getOrDefault(HELM_NAMESPACE, ""), release)));
  }

  private static Optional<BindingOwner> managedBy(Binding binding) {
    return Optional.ofNullable(binding.labels().get(Ownership.MANAGED_BY))
        .filter(manager -> !manager.isBlank())
        .map(manager -> owns(Phrases.shortened(manager)));
  }

  private static Optional<BindingOwner> writer(BindingWriter writer, Instant now) {
    Instant changedAt = writer.changedSubjectsAt();
    String manager = Phrases.shortened(writer.manager());
    Optional<OwnerMarks> tool = OwnerMarks.ofManager(writer.manager());
    if (tool.isPresent()) {
      return tool.map(known -> owns("%s (field manager %s)".formatted(known.tool(), manager)));
    }
    if (changedAt == null) {
      return Optional.of(reverts("field manager %s applies this binding".formatted(manager)));
    }
    Instant until = changedAt.plus(AFTER_A_CHANGE);
    return now.isBefore(until)
        ? Optional.of(
            new BindingOwner(
                "field manager %s changed its subjects at %s and may revert the change, so it is not changed before %s"
                    .formatted(manager, TIME.format(changedAt), TIME.format(until)),
                Optional.of(until)))
        : Optional.empty();
  }
}
