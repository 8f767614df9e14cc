package io.securitybaseline.facts.otherkinds;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.securitybaseline.facts.watch.Footprint;
import io.securitybaseline.facts.watch.Marker;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** A set of addresses of Calico; of one without the service's address nothing is kept. */
@SuppressWarnings("serial") // the client's model is serializable, and nothing serializes it
public abstract class NetworkSetObject extends OtherObject<Optional<AddressHolder>> {

  /** Where Calico's own clients write the labels, among other metadata, as JSON. */
  static final String METADATA = "projectcalico.org/metadata";

  private static final ObjectMapper JSON = new ObjectMapper();

  @Override
  Optional<AddressHolder> read(JsonNode spec, JsonNode specs) {
    Match holds = Nets.of(spec.path("nets")).service();
    return holds == Match.NO
        ? Optional.empty()
        : Optional.of(AddressHolder.set(namespace(), name(), labels(), holds));
  }

  private Map<String, String> labels() {
    Map<String, String> labels =
        new HashMap<>(Objects.requireNonNullElse(getMetadata().getLabels(), Map.of()));
    String written =
        Objects.requireNonNullElse(getMetadata().getAnnotations(), Map.<String, String>of())
            .get(METADATA);
    if (written != null) {
      try {
        JSON.readTree(written)
            .path("labels")
            .properties()
            .forEach(label -> labels.put(label.getKey(), label.getValue().asText("")));
      } catch (JsonProcessingException _) {
        // Calico does not take the object either.
      }
    }
    return labels;
  }

  @Override
  long bytes(Optional<AddressHolder> read) {
    return read.map(holder -> 128 + Footprint.of(holder.labels())).orElse(0L);
  }

  /** What it holds, if it has, or may have, the service's address. */
  public Optional<AddressHolder> holder() {
    return Marker.isOn(this) ? Optional.of(AddressHolder.unreadSet(namespace(), name())) : facts();
  }
}
