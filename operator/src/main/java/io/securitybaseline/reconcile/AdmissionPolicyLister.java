package io.securitybaseline.reconcile;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingAdmissionPolicy;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingAdmissionPolicyBinding;
import io.javaoperatorsdk.operator.api.config.informer.FieldSelectorBuilder;
import io.javaoperatorsdk.operator.api.config.informer.InformerEventSourceConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.javaoperatorsdk.operator.processing.event.source.informer.InformerEventSource;
import io.securitybaseline.api.SecurityBaseline;
import io.securitybaseline.controls.groupbindings.PreventionControl;
import io.securitybaseline.controls.groupbindings.RecordProtectionControl;
import io.securitybaseline.controls.instancemetadata.ProtectionControl;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Our admission policies and their bindings, watched by name, where the API server serves them. */
final class AdmissionPolicyLister {

  private static final Logger log = LoggerFactory.getLogger(AdmissionPolicyLister.class);

  private static final List<String> NAMES =
      List.of(PreventionControl.NAME, RecordProtectionControl.NAME, ProtectionControl.NAME);

  private final Map<String, InformerEventSource<ValidatingAdmissionPolicy, SecurityBaseline>>
      policies = new HashMap<>();
  private final Map<String, InformerEventSource<ValidatingAdmissionPolicyBinding, SecurityBaseline>>
      bindings = new HashMap<>();

  /** Called once, when the reconciler of the baseline is registered. */
  List<EventSource<?, SecurityBaseline>> open(EventSourceContext<SecurityBaseline> context) {
    if (!context.getClient().supports(ValidatingAdmissionPolicy.class)) {
      log.info("the API server does not serve ValidatingAdmissionPolicy");
      return List.of();
    }
    List<EventSource<?, SecurityBaseline>> sources = new ArrayList<>();
    for (String name : NAMES) {
      policies.put(name, source(ValidatingAdmissionPolicy.class, name, context));
      bindings.put(name, source(ValidatingAdmissionPolicyBinding.class, name, context));
    }
    sources.addAll(policies.values());
    sources.addAll(bindings.values());
    return sources;
  }

  /** Whether the API server serves them. */
  boolean isServed() {
    return !policies.isEmpty();
  }

  /** The policy or the binding with the name; nothing of any other kind. */
  <T extends HasMetadata> Optional<T> find(Class<T> kind, String name) {
    return Stream.of(policies.get(name), bindings.get(name))
        .filter(Objects::nonNull)
        .flatMap(source -> source.get(new ResourceID(name)).stream())
        .filter(kind::isInstance)
        .map(kind::cast)
        .findFirst();
  }

  private static <T extends HasMetadata> InformerEventSource<T, SecurityBaseline> source(
      Class<T> kind, String name, EventSourceContext<SecurityBaseline> context) {
    return new InformerEventSource<>(
        ClusterCaches.toBaseline(
                InformerEventSourceConfiguration.from(kind, SecurityBaseline.class))
            .withName(kind.getSimpleName() + " " + name)
            .withFieldSelector(new FieldSelectorBuilder().withField("metadata.name", name).build())
            .build(),
        context);
  }
}
