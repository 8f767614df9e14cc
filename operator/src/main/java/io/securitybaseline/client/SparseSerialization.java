package io.securitybaseline.client;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.util.StdConverter;
import io.fabric8.kubernetes.api.model.KubernetesResource;
import io.fabric8.kubernetes.api.model.KubernetesResourceList;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.api.model.WatchEvent;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingAdmissionPolicy;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingAdmissionPolicyBinding;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.batch.v1.CronJob;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBinding;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.securitybaseline.api.SecurityBaseline;
import io.securitybaseline.controls.instancemetadata.PolicyNames;
import io.securitybaseline.facts.KeptPolicy;
import io.securitybaseline.facts.SparseMixIns;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.NoSuchElementException;

/**
 * JSON as the operator needs it: the client's own way loads the classes of every kind that
 * Kubernetes has, and reads all fields of everything.
 */
public final class SparseSerialization {

  /**
   * What is watched, and what a watch that fails answers with. Events of any other kind are read as
   * generic objects first, and converted.
   */
  static final List<Class<? extends KubernetesResource>> KINDS =
      List.of(
          Status.class,
          SecurityBaseline.class,
          Namespace.class,
          NetworkPolicy.class,
          Pod.class,
          Deployment.class,
          StatefulSet.class,
          DaemonSet.class,
          CronJob.class,
          RoleBinding.class,
          ClusterRoleBinding.class,
          Node.class,
          CustomResourceDefinition.class,
          ValidatingAdmissionPolicy.class,
          ValidatingAdmissionPolicyBinding.class);

  private SparseSerialization() {}

  /** For commands: objects are read with all fields that anything is read from. */
  public static KubernetesSerialization create() {
    return create(sparse(), new SimpleModule());
  }

  /** For commands that ask which client wrote a field. */
  public static KubernetesSerialization createWithManagedFields() {
    return create(sparse().addMixIn(ObjectMeta.class, null), new SimpleModule());
  }

  /** For the operator, which keeps of large objects even less. */
  public static KubernetesSerialization createPruning() {
    return create(sparse(), new SimpleModule().setDeserializerModifier(new PruneLarge()));
  }

  private static ObjectMapper sparse() {
    ObjectMapper mapper = new ObjectMapper(new SkippingJson());
    SparseMixIns.only(mapper);
    return mapper;
  }

  private static KubernetesSerialization create(ObjectMapper mapper, SimpleModule module) {
    mapper.addMixIn(WatchEvent.class, StraightIntoItsKind.class);
    mapper.addMixIn(NetworkPolicy.class, KeptAtOnce.class);
    mapper.registerModule(module);
    KubernetesSerialization json = new Careful(mapper);
    KINDS.forEach(json::registerKubernetesResource);
    return json;
  }

  /** What Jackson is to read beside the annotations of the client. */
  interface StraightIntoItsKind {

    @JsonDeserialize(using = WatchedObject.class)
    void setObject(Object object);
  }

  /**
   * A tenant can fill a page with policies of which each takes tens of megabytes once it is read
   * whole; so each is read whole alone.
   */
  @JsonDeserialize(converter = Keeping.class)
  private interface KeptAtOnce {}

  /** Of policies with our names, what is written survives. */
  private static final class Keeping extends StdConverter<NetworkPolicy, NetworkPolicy> {

    @Override
    public NetworkPolicy convert(NetworkPolicy policy) {
      return KeptPolicy.of(policy, PolicyNames::isName);
    }
  }

  /** One object that cannot be read does not keep others from being read. */
  private static final class Careful extends KubernetesSerialization {

    private final ObjectReader events;
    private final Salvage salvage;
    private final ObjectMapper mapper;

    Careful(ObjectMapper mapper) {
      super(mapper, false);
      this.mapper = mapper;
      events = mapper.readerFor(WatchEvent.class);
      salvage = new Salvage(mapper);
    }

    /** A watch hands over text: the client's own way turns it into bytes and a stream first. */
    @Override
    public <T> T unmarshal(String text, Class<T> type) {
      if (type != WatchEvent.class) {
        return super.unmarshal(text, type);
      }
      try {
        return type.cast(events.readValue(text));
      } catch (JsonProcessingException e) {
        try {
          return type.cast(salvage.event(text));
        } catch (IOException | NoSuchElementException again) {
          e.addSuppressed(again);
          throw KubernetesClientException.launderThrowable(e);
        }
      }
    }

    @Override
    @SuppressWarnings("unchecked") // of the type that was asked for
    public <T> T unmarshal(InputStream answer, TypeReference<T> type) {
      try {
        return super.unmarshal(answer, type);
      } catch (RuntimeException e) {
        JavaType wanted = mapper.constructType(type);
        if (!wanted.isTypeOrSubTypeOf(KubernetesResourceList.class)
            || !(answer instanceof ByteArrayInputStream)) {
          throw e;
        }
        try {
          answer.reset();
          return (T) salvage.list(answer.readAllBytes(), wanted);
        } catch (IOException | RuntimeException again) {
          e.addSuppressed(again);
          throw e;
        }
      }
    }
  }
}
