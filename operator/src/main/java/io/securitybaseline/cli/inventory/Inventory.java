package io.securitybaseline.cli.inventory;

import io.fabric8.kubernetes.api.model.APIService;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.securitybaseline.control.Change;
import io.securitybaseline.facts.rbac.ApiGroups;
import io.securitybaseline.facts.rbac.ServedResources;
import io.securitybaseline.module.ResourceReader;
import io.securitybaseline.module.Scope;
import io.securitybaseline.module.Subject;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Everything that a plan evaluates, read once, from a cluster or from files. In files, objects may
 * be in namespaces that the files do not describe.
 */
public final class Inventory implements ResourceReader {

  private final List<HasMetadata> clusterScoped;
  private final Map<Class<?>, Map<String, HasMetadata>> byName;
  private final Set<String> namespaces;
  private final Map<Subject, HasMetadata> planned = new HashMap<>();
  private final Map<Class<?>, List<HasMetadata>> byKind;
  private final Map<Class<?>, Map<String, List<HasMetadata>>> byNamespace;

  private final ServedResources served;

  /** Of objects in files. */
  public Inventory(List<HasMetadata> objects) {
    this(objects, ServedResources.UNKNOWN);
  }

  private Inventory(List<HasMetadata> objects, ServedResources served) {
    this.served = served;
    clusterScoped = objects.stream().filter(object -> namespaceOf(object).isEmpty()).toList();
    byName =
        clusterScoped.stream()
            .collect(
                Collectors.groupingBy(
                    Inventory::kind,
                    Collectors.toMap(
                        object -> object.getMetadata().getName(),
                        object -> object,
                        (one, _) -> one)));
    namespaces = new LinkedHashSet<>();
    for (HasMetadata object : objects) {
      if (object instanceof Namespace) {
        namespaces.add(object.getMetadata().getName());
      } else {
        namespaceOf(object).ifPresent(namespaces::add);
      }
    }
    byKind = objects.stream().collect(Collectors.groupingBy(Inventory::kind));
    byNamespace =
        objects.stream()
            .filter(object -> namespaceOf(object).isPresent())
            .collect(
                Collectors.groupingBy(
                    Inventory::kind,
                    Collectors.groupingBy(object -> object.getMetadata().getNamespace())));
  }

  /** The API server ignores the namespace of a cluster-scoped object in a file. */
  private static Optional<String> namespaceOf(HasMetadata object) {
    return object instanceof Namespaced
        ? Optional.ofNullable(object.getMetadata().getNamespace())
        : Optional.empty();
  }

  /** The class of its kind; a policy that was reduced to what is kept has one of its own. */
  private static Class<?> kind(HasMetadata object) {
    return object instanceof NetworkPolicy ? NetworkPolicy.class : object.getClass();
  }

  @Override
  public <T extends HasMetadata> Stream<T> all(Class<T> type) {
    return cast(byKind.getOrDefault(type, List.of()), type).stream();
  }

  @Override
  public <T extends HasMetadata> List<T> inNamespace(Class<T> type, String namespace) {
    return cast(byNamespace.getOrDefault(type, Map.of()).getOrDefault(namespace, List.of()), type);
  }

  @Override
  public <T extends HasMetadata> Optional<T> find(Class<T> type, String name) {
    Optional<T> found =
        Optional.ofNullable(byName.getOrDefault(type, Map.of()).get(name)).map(type::cast);
    return found.isEmpty() && type == Namespace.class && namespaces.contains(name)
        ? Optional.of(type.cast(namespace(name)))
        : found;
  }

  private static Namespace namespace(String name) {
    return new NamespaceBuilder()
        .withNewMetadata()
        .withName(name)
        .withUid("")
        .endMetadata()
        .build();
  }

  /** Whether the API server serves the kind is not asked. */
  @Override
  public boolean serves(Class<? extends HasMetadata> kind) {
    return true;
  }

  @Override
  public ServedResources served() {
    return served;
  }

  @Override
  public <T extends HasMetadata> Optional<T> written(T cached) {
    @SuppressWarnings("unchecked") // only an object of the same kind is written in its place
    T written = (T) planned.get(identity(cached));
    return Optional.ofNullable(written);
  }

  /** The object that a subject is. */
  public Optional<HasMetadata> find(Subject subject) {
    return Stream.concat(clusterScoped.stream(), inNamespace(subject.namespace()))
        .filter(object -> object.getKind().equals(subject.kind()))
        .filter(object -> subject.name().equals(object.getMetadata().getName()))
        .filter(object -> subject.namespace().equals(identity(object).namespace()))
        .findFirst();
  }

  private Stream<HasMetadata> inNamespace(String namespace) {
    return byNamespace.values().stream()
        .flatMap(objects -> objects.getOrDefault(namespace, List.of()).stream());
  }

  /** From now on, an object counts as it would be after the change. */
  public void planned(Change change) {
    planned.put(identity(change.object()), change.object());
  }

  private static Subject identity(HasMetadata object) {
    return new Subject(
        object.getKind(), namespaceOf(object).orElse(""), object.getMetadata().getName(), "");
  }

  /** The parts to evaluate: what is cluster-scoped comes first. */
  public List<Scope> scopes() {
    return Stream.<Scope>concat(
            clusterScoped.stream()
                .map(object ->
                    new Scope.OneObject(object.getKind(), object.getMetadata().getName())),
            namespaces.stream().filter(this::stays).map(Scope.InNamespace::new))
        .toList();
  }

  /** The operator changes nothing in a namespace that is being deleted. */
  private boolean stays(String namespace) {
    return find(Namespace.class, namespace).filter(HasMetadata::isMarkedForDeletion).isEmpty();
  }

  private static <T> List<T> cast(List<HasMetadata> objects, Class<T> type) {
    return objects.stream().map(type::cast).toList();
  }

  public static Inventory ofCluster(KubernetesClient client) {
    List<HasMetadata> objects = ClusterObjects.of(client);
    Set<String> versions =
        ApiGroups.builtIn(
            objects.stream().filter(APIService.class::isInstance).map(APIService.class::cast));
    return new Inventory(objects, ServedResources.ask(versions, client::getApiResources));
  }
}
