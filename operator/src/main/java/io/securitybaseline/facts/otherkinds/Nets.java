package io.securitybaseline.facts.otherkinds;

import com.fasterxml.jackson.databind.JsonNode;
import io.securitybaseline.facts.egress.Address;
import io.securitybaseline.facts.egress.AddressSet;
import io.securitybaseline.facts.egress.InstanceMetadataService;
import io.securitybaseline.facts.otherkinds.OtherRule.Extent;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A list of blocks.
 *
 * @param service whether the address of the service is in it
 * @param others which other addresses are surely in it
 */
record Nets(Match service, Extent others) {

  /** Reads blocks and single addresses; one that is not canonical may be read in two ways. */
  static Nets of(Iterable<JsonNode> blocks) {
    List<AddressSet> known = new ArrayList<>();
    boolean unclear = false;
    boolean any = false;
    for (JsonNode block : blocks) {
      Optional<AddressSet> read = read(block.asText(""));
      read.ifPresent(known::add);
      unclear |= read.isEmpty();
      any = true;
    }
    AddressSet all = AddressSet.union(known);
    Match service =
        all.contains(InstanceMetadataService.ADDRESS)
            ? Match.YES
            : unclear ? Match.MAYBE : Match.NO;
    return new Nets(service, any ? others(all, known, unclear) : Extent.NONE);
  }

  private static Extent others(AddressSet all, List<AddressSet> known, boolean unclear) {
    if (all.containsAll(InstanceMetadataService.OTHER_ADDRESSES)) {
      return Extent.ALL;
    }
    if (all.containsAll(InstanceMetadataService.OTHER_IPV4_ADDRESSES)) {
      return Extent.IPV4;
    }
    AddressSet service = AddressSet.only(InstanceMetadataService.ADDRESS);
    return !unclear && known.stream().allMatch(service::containsAll) ? Extent.NONE : Extent.SOME;
  }

  static Optional<AddressSet> read(String block) {
    return block.indexOf('/') < 0
        ? Address.parse(block).map(AddressSet::only)
        : AddressSet.ofBlock(block);
  }
}
