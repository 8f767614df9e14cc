package io.securitybaseline.testing;

import static io.securitybaseline.testing.Eventually.eventually;
import static io.securitybaseline.testing.RetryOnConflict.edit;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.securitybaseline.api.SecurityBaseline;
import io.securitybaseline.api.status.InstanceMetadataStatus;
import io.securitybaseline.api.status.NamespaceCounts;
import io.securitybaseline.api.status.NamespaceFinding;
import io.securitybaseline.api.status.SecurityBaselineStatus;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/** The one SecurityBaseline of a cluster, as a user writes and reads it. */
public final class LiveBaseline {

  private static final String REQUESTED_AT = "securitybaseline.io/requestedAt";

  private final TestCluster cluster;

  LiveBaseline(TestCluster cluster) {
    this.cluster = cluster;
  }

  /** Makes this the whole spec, written as YAML. */
  public void apply(String spec) {
    cluster.apply(
        """
        apiVersion: securitybaseline.io/v1alpha1
        kind: SecurityBaseline
        metadata: {name: default}
        spec:
        """
            + spec.indent(2));
  }

  /** Applies the spec and waits until every namespace was evaluated by it. */
  public void applyAndSettle(String spec) {
    apply(spec);
    awaitReady();
  }

  public SecurityBaseline get() {
    return resource().require();
  }

  public String uid() {
    return get().getMetadata().getUid();
  }

  public SecurityBaselineStatus status() {
    return Objects.requireNonNull(get().getStatus(), "no status");
  }

  /** Waits until the status reports the present spec, and that everything was evaluated by it. */
  public void awaitReady() {
    eventually(() -> {
      SecurityBaseline now = get();
      assertThat(now.getStatus().observedGeneration()).isEqualTo(now.getMetadata().getGeneration());
      assertThat(condition(now.getStatus(), "Ready"))
          .hasValueSatisfying(ready -> assertThat(ready.getStatus()).isEqualTo("True"));
    });
  }

  public Optional<Condition> condition(String type) {
    return condition(status(), type);
  }

  public static Optional<Condition> condition(SecurityBaselineStatus status, String type) {
    return status.conditions().stream().filter(it -> it.getType().equals(type)).findFirst();
  }

  public InstanceMetadataStatus instanceMetadata() {
    return Objects.requireNonNull(status().instanceMetadata(), "no section instanceMetadata");
  }

  public NamespaceCounts counts() {
    return counts(status());
  }

  public static NamespaceCounts counts(SecurityBaselineStatus status) {
    var section = Objects.requireNonNull(status.instanceMetadata(), "no section instanceMetadata");
    return Objects.requireNonNull(section.namespaces(), "no counts");
  }

  /** What the status says of one namespace, if it is among the worst. */
  public List<NamespaceFinding> findingsOn(String namespace) {
    return instanceMetadata().worst().stream()
        .filter(finding -> finding.namespace().equals(namespace))
        .toList();
  }

  /** Asks for a pass over everything, by the annotation. */
  public void requestPass() {
    edit(
        resource(),
        baseline ->
            baseline
                .getMetadata()
                .getAnnotations()
                .put(REQUESTED_AT, UUID.randomUUID().toString()));
  }

  /** The events about it with this reason since it was created. */
  public List<Event> events(String reason) {
    return events().stream().filter(event -> event.getReason().equals(reason)).toList();
  }

  /** All events about it since it was created. */
  public List<Event> events() {
    String uid = uid();
    return cluster.client().v1().events().inNamespace("default").list().getItems().stream()
        .filter(event -> uid.equals(event.getInvolvedObject().getUid()))
        .toList();
  }

  /** Deletes it, if it is there, and waits until it is gone. */
  public void delete() {
    resource().delete();
    eventually(() -> assertThat(resource().get()).isNull());
  }

  private Resource<SecurityBaseline> resource() {
    return cluster.client().resources(SecurityBaseline.class).withName(SecurityBaseline.NAME);
  }
}
