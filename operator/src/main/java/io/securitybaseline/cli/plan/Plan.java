package io.securitybaseline.cli.plan;

import java.util.ArrayList;
import java.util.List;

/**
 * What Enforce would do.
 *
 * @param notes what the plan assumes, and what it leaves out
 * @param skipped what it does not evaluate, object by object
 * @param unreadable a sentence for each file that could not be read
 */
record Plan(
    List<Planned> planned, List<String> notes, List<Skipped> skipped, List<String> unreadable) {

  Plan {
    planned = List.copyOf(planned);
    notes = List.copyOf(notes);
    skipped = List.copyOf(skipped);
    unreadable = List.copyOf(unreadable);
  }

  Plan(List<Planned> planned, List<String> notes) {
    this(planned, notes, List.of(), List.of());
  }

  /** The same of files, of which some may have been left out. */
  Plan with(List<Skipped> leftOut, List<String> failures) {
    return new Plan(planned, notes, leftOut, failures);
  }

  Plan withNote(String note) {
    List<String> more = new ArrayList<>(notes);
    more.add(note);
    return new Plan(planned, more, skipped, unreadable);
  }

  Plan withoutNotes() {
    return new Plan(planned, List.of(), skipped, unreadable);
  }

  /** What is in one namespace. */
  Plan in(String namespace) {
    return new Plan(
            planned.stream().filter(each -> each.namespace().equals(namespace)).toList(),
            notes,
            skipped,
            unreadable)
        .withNote("namespace %s only: cluster-wide objects are left out".formatted(namespace));
  }
}
