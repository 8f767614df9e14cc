package io.securitybaseline.testing;

import static io.securitybaseline.testing.RetryOnConflict.edit;

import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.Resource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

/** The namespaces that a test makes, with names that no other test has. */
public final class TestNamespaces {

  /** The name of the operator's policy in every namespace. */
  public static final String POLICY = "restrict-instance-metadata";

  private static final AtomicInteger NUMBER = new AtomicInteger();

  private final KubernetesClient client;
  private final ConcurrentLinkedQueue<String> created = new ConcurrentLinkedQueue<>();

  public TestNamespaces(KubernetesClient client) {
    this.client = client;
  }

  public String create(String what) {
    return create(what, Map.of());
  }

  public String create(String what, Map<String, String> labels) {
    String name = unusedName(what);
    createAs(name, labels);
    return name;
  }

  /** Creates one with a name that the test chose, and that it is to clean up like the others. */
  public void createAs(String name, Map<String, String> labels) {
    create(
        new NamespaceBuilder()
            .withNewMetadata()
            .withName(name)
            .withLabels(labels)
            .endMetadata()
            .build());
  }

  /** The same, of any metadata. */
  public void create(Namespace namespace) {
    client.resource(namespace).create();
    created.add(namespace.getMetadata().getName());
  }

  /**
   * Deletes one and creates it again with nothing in between: without waiting for the controller
   * that empties it, which leaves what is in it to the successor.
   */
  public void replaceAtOnce(String name) {
    namespace(name).delete();
    var emptied =
        new NamespaceBuilder()
            .withNewMetadata()
            .withName(name)
            .endMetadata()
            .withNewSpec()
            .endSpec()
            .build();
    client.raw("/api/v1/namespaces/" + name + "/finalize", "PUT", emptied);
    createAs(name, Map.of());
  }

  /** A name that no namespace of this JVM has or had. */
  public static String unusedName(String what) {
    return what + "-" + NUMBER.incrementAndGet();
  }

  /** Creates many at a time and answers with their names. */
  public List<String> create(String what, int count) {
    List<Future<String>> names = new ArrayList<>();
    try (var pool = Executors.newFixedThreadPool(8)) {
      for (int i = 0; i < count; i++) {
        names.add(pool.submit(() -> create(what)));
      }
    }
    return names.stream().map(Future::resultNow).toList();
  }

  public void label(String name, Map<String, String> labels) {
    edit(
        client.namespaces().withName(name),
        namespace -> namespace.getMetadata().getLabels().putAll(labels));
  }

  public Resource<Namespace> namespace(String name) {
    return client.namespaces().withName(name);
  }

  /** The operator's policy in the namespace, or whatever has its name. */
  public Optional<NetworkPolicy> policy(String namespace) {
    return Optional.ofNullable(policyResource(namespace).get());
  }

  public Resource<NetworkPolicy> policyResource(String namespace) {
    return client.network().v1().networkPolicies().inNamespace(namespace).withName(POLICY);
  }

  public List<NetworkPolicy> policies(String namespace) {
    return client.network().v1().networkPolicies().inNamespace(namespace).list().getItems();
  }

  /** All policies there are, except in namespaces that are on their way out. */
  public List<NetworkPolicy> allPolicies() {
    Set<String> leaving =
        client.namespaces().list().getItems().stream()
            .filter(Namespace::isMarkedForDeletion)
            .map(namespace -> namespace.getMetadata().getName())
            .collect(Collectors.toSet());
    return client.network().v1().networkPolicies().inAnyNamespace().list().getItems().stream()
        .filter(policy -> !leaving.contains(policy.getMetadata().getNamespace()))
        .toList();
  }

  /** Names of the namespaces that are not being deleted and that are no system's. */
  public List<String> living() {
    return client.namespaces().list().getItems().stream()
        .filter(namespace -> !namespace.isMarkedForDeletion())
        .map(namespace -> namespace.getMetadata().getName())
        .filter(name -> !name.startsWith("kube-"))
        .toList();
  }

  /** Marks all that were made for deletion; they go by and by. */
  public void deleteAll() {
    for (String name = created.poll(); name != null; name = created.poll()) {
      client.namespaces().withName(name).delete();
    }
  }
}
