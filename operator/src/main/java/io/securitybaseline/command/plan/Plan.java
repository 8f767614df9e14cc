package io.securitybaseline.command.plan;

import java.util.List;

/**
 * What Enforce would do.
 *
 * @param notes what the plan takes for granted
 */
record Plan(List<Planned> planned, List<String> notes) {

  Plan {
    planned = List.copyOf(planned);
    notes = List.copyOf(notes);
  }
}
