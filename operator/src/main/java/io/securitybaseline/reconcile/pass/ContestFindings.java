package io.securitybaseline.reconcile.pass;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.securitybaseline.apply.Contender;
import io.securitybaseline.control.Change;
import io.securitybaseline.control.Finding;
import io.securitybaseline.control.Ownership;
import io.securitybaseline.control.Reasons;
import java.util.Optional;

/** The findings on objects of the operator that another client, or admission, changes. */
final class ContestFindings {

  private ContestFindings() {}

  static Finding of(Contest contest) {
    Change change = contest.change();
    if (contest.isDeletion()) {
      return back(change.object(), contender(contest));
    }
    return contest
        .rewritten()
        .map(field -> rewritten(change, field))
        .orElseGet(() -> contested(change, contender(contest)));
  }

  static Finding rewritten(Change change, String field) {
    return Finding.violation(
        Reasons.REWRITTEN_BY_ADMISSION,
        "admission changes %s of %s whenever the operator writes it: exempt the object from the mutating admission policy or webhook%s"
            .formatted(field, name(change.object()), orExclude(change.object())));
  }

  private static Finding contested(Change change, Optional<Contender> contender) {
    String undone =
        contender
            .map(other ->
                other.field().isEmpty()
                    ? "changes %s back".formatted(name(change.object()))
                    : "changes %s of %s back".formatted(other.field(), name(change.object())))
            .orElseGet(() -> "changes or deletes %s".formatted(name(change.object())));
    return Finding.violation(
        Reasons.CONTESTED,
        "%s %s after each repair, so repairs are delayed: remove the object from that client's source%s"
            .formatted(manager(contender), undone, orExclude(change.object())));
  }

  private static Finding back(HasMetadata object, Optional<Contender> contender) {
    return Finding.note(
        Reasons.COPY_RETURNED,
        "%s created %s again with the ownership labels of the operator, which deleted it once and leaves it now: remove it from that client's source, or remove the label %s and the annotation %s from it"
            .formatted(manager(contender), name(object), Ownership.OWNER_UID, Ownership.CONTROL));
  }

  private static Optional<Contender> contender(Contest contest) {
    return contest.contender().flatMap(it -> it);
  }

  private static String manager(Optional<Contender> contender) {
    return contender
        .map(other -> "field manager %s".formatted(other.manager()))
        .orElse("another client");
  }

  private static String orExclude(HasMetadata object) {
    return object.getMetadata().getNamespace() == null ? "" : ", or exclude the namespace";
  }

  private static String name(HasMetadata object) {
    return object.getKind() + " " + object.getMetadata().getName();
  }
}
