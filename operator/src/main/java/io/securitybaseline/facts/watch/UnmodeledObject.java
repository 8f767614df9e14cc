package io.securitybaseline.facts.watch;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;

/**
 * An object of a kind of which the client has no model: its kind and its metadata. Other fields are
 * not read.
 */
@SuppressWarnings("serial") // the client's model is serializable, and nothing serializes it
@JsonDeserialize(using = JsonDeserializer.None.class)
@JsonIgnoreProperties(ignoreUnknown = true)
public abstract class UnmodeledObject implements HasMetadata {

  private String apiVersion = HasMetadata.getApiVersion(getClass());
  private String kind = HasMetadata.getKind(getClass());
  private ObjectMeta metadata = new ObjectMeta();

  @Override
  public String getApiVersion() {
    return apiVersion;
  }

  @Override
  public void setApiVersion(String is) {
    apiVersion = is;
  }

  @Override
  public String getKind() {
    return kind;
  }

  /** Its kind, for the serialization. */
  public void setKind(String is) {
    kind = is;
  }

  @Override
  public ObjectMeta getMetadata() {
    return metadata;
  }

  @Override
  public void setMetadata(ObjectMeta is) {
    metadata = is;
  }
}
