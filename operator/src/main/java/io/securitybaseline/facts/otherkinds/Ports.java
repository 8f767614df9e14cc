package io.securitybaseline.facts.otherkinds;

import com.fasterxml.jackson.databind.JsonNode;
import io.securitybaseline.facts.egress.InstanceMetadataService;

/** Whether a list of ports has that of the service in it. */
final class Ports {

  private Ports() {}

  /** Numbers, ranges such as {@code 1:1024}, and names, which stand for ports of pods. */
  static Match ofCalico(JsonNode ports) {
    Match match = Match.NO;
    for (JsonNode port : ports) {
      String[] ends = port.asText("").split(":", -1);
      match = match.or(isBetween(ends[0], ends[ends.length - 1]));
    }
    return match;
  }

  /** Whether the port is in the range; a name is resolved at pods, so the service has none. */
  static Match isBetween(String first, String last) {
    try {
      return Match.of(
          Integer.parseInt(first) <= InstanceMetadataService.PORT
              && InstanceMetadataService.PORT <= Integer.parseInt(last));
    } catch (NumberFormatException _) {
      return Match.NO;
    }
  }
}
