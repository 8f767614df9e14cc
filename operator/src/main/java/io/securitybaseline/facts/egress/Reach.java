package io.securitybaseline.facts.egress;

import java.util.EnumSet;
import java.util.Set;

/**
 * What the rules of the control ask of a policy's egress. The answers are kept in place of the
 * policy's blocks, of which a tenant can write a hundred thousand.
 */
public enum Reach {
  /** In the widest interpretation, allows the instance metadata service. */
  MAY_REACH_SERVICE,
  /** Definitely allows the instance metadata service. */
  SURELY_REACHES_SERVICE,
  /** In the widest interpretation, allows the service's address on some port. */
  MAY_REACH_ADDRESS,
  /** Definitely allows all of IPv4 except the service's address, on every port. */
  SURELY_REACHES_OTHER_IPV4,
  /** Definitely allows every address except the service's, on every port. */
  SURELY_REACHES_OTHER_ADDRESSES,
  /** Allows every destination, including pods and nodes. */
  REACHES_EVERYTHING;

  /** All that is so of these rules. */
  static Set<Reach> of(EgressRules rules) {
    Set<Reach> answers = EnumSet.noneOf(Reach.class);
    for (Reach reach : values()) {
      if (reach.isOf(rules)) {
        answers.add(reach);
      }
    }
    return answers;
  }

  private boolean isOf(EgressRules rules) {
    return switch (this) {
      case MAY_REACH_SERVICE ->
          rules.mayLetThrough(
              InstanceMetadataService.ADDRESS,
              InstanceMetadataService.PROTOCOL,
              InstanceMetadataService.PORT);
      case SURELY_REACHES_SERVICE ->
          rules.definitelyLetThrough(
              InstanceMetadataService.ADDRESS,
              InstanceMetadataService.PROTOCOL,
              InstanceMetadataService.PORT);
      case MAY_REACH_ADDRESS -> rules.mayLetThrough(InstanceMetadataService.ADDRESS);
      case SURELY_REACHES_OTHER_IPV4 ->
          rules.definitelyLetThrough(InstanceMetadataService.OTHER_IPV4_ADDRESSES);
      case SURELY_REACHES_OTHER_ADDRESSES ->
          rules.definitelyLetThrough(InstanceMetadataService.OTHER_ADDRESSES);
      case REACHES_EVERYTHING -> rules.letEverythingThrough();
    };
  }
}
