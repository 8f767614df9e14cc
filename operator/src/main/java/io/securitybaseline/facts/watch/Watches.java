package io.securitybaseline.facts.watch;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The union of what several controls declare. */
public final class Watches {

  private Watches() {}

  /** One declaration for each kind and selection, in the order of the first of each. */
  public static List<Watch<?>> union(Collection<? extends Watch<?>> declared) {
    Map<String, Watch<?>> union = new LinkedHashMap<>();
    for (Watch<?> watch : declared) {
      union.merge(watch.name(), watch, Watch::and);
    }
    return new ArrayList<>(union.values());
  }
}
