package io.securitybaseline.controls.nodes;

import java.util.Optional;

/**
 * An image that Azure offers a pool. AKS has an upgrade for a pool exactly where that is another
 * one than the pool's (source: AKS documentation on node image upgrades), be it of another family.
 *
 * @param version empty if the name cannot be read
 * @param fresh whether it is what Azure offers now. An older word may be of before the pool was
 *     moved to another family, and then tells nothing
 */
record Offer(String name, Optional<ImageVersion> version, boolean fresh) {

  static Offer of(String name, boolean fresh) {
    return new Offer(name, ImageFormat.parse(name), fresh);
  }

  /** Whether an upgrade would bring it. Which one is newer shows within one family only. */
  boolean supersedes(ImageVersion image) {
    return !name.equalsIgnoreCase(image.name())
        && version
            .filter(offered -> offered.family().equalsIgnoreCase(image.family()))
            .map(offered -> offered.isNewerThan(image))
            .orElse(fresh);
  }
}
