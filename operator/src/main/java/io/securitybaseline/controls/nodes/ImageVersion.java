package io.securitybaseline.controls.nodes;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * What the name of an AKS node image tells.
 *
 * @param name the whole of it
 * @param family the text before the version; versions compare within one family only
 * @param numbers the version's parts, most significant first
 * @param built the day on which the image was built
 * @param patched the day of the security patch on top of it, if the name tells one
 */
public record ImageVersion(
    String name,
    String family,
    List<Integer> numbers,
    LocalDate built,
    Optional<LocalDate> patched) {

  public ImageVersion {
    numbers = List.copyOf(numbers);
  }

  /** The day up to which it has patches. */
  LocalDate effective() {
    return patched.orElse(built);
  }

  /** Whether the other one is of the same family and older. */
  boolean isNewerThan(ImageVersion other) {
    return family.equalsIgnoreCase(other.family) && compare(other) > 0;
  }

  private int compare(ImageVersion other) {
    int common = Math.min(numbers.size(), other.numbers.size());
    for (int i = 0; i < common; i++) {
      int difference = numbers.get(i).compareTo(other.numbers.get(i));
      if (difference != 0) {
        return difference;
      }
    }
    // A security patch on the same base image is newer than the base image alone.
    return Integer.compare(numbers.size(), other.numbers.size());
  }
}
