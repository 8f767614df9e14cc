package io.securitybaseline.control.nodes;

import java.util.Optional;

/**
 * The image that Azure offers a pool. AKS has an upgrade for a pool exactly where that is another
 * one than the pool's (source: AKS documentation on node image upgrades), be it of another family.
 *
 * @param version empty if the name cannot be read
 */
record Offer(String name, Optional<ImageVersion> version) {

  static Offer of(String name) {
    return new Offer(name, ImageVersion.parse(name));
  }

  /** Whether an upgrade would bring it. Which one is newer shows within one family only. */
  boolean supersedes(ImageVersion image) {
    return !name.equalsIgnoreCase(image.name())
        && version
            .filter(offered -> offered.family().equalsIgnoreCase(image.family()))
            .map(offered -> offered.isNewerThan(image))
            .orElse(true);
  }
}
