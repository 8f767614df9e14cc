package io.securitybaseline.facts;

import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Kind;
import io.fabric8.kubernetes.model.annotation.Version;
import io.securitybaseline.facts.watch.Availability;
import io.securitybaseline.facts.watch.EmptyModels;
import io.securitybaseline.facts.watch.Field;
import io.securitybaseline.facts.watch.Footprint;
import io.securitybaseline.facts.watch.Form;
import io.securitybaseline.facts.watch.Keeping;
import io.securitybaseline.facts.watch.Selection;
import io.securitybaseline.facts.watch.UnmodeledObject;
import io.securitybaseline.facts.watch.Watch;
import io.securitybaseline.facts.watch.Watch.Concern;
import java.util.List;
import java.util.stream.Stream;

/** An application of Argo CD, of which only the name and the namespace are read. */
@Group(ArgoApplication.GROUP)
@Version(ArgoApplication.VERSION)
@Kind(ArgoApplication.KIND)
@SuppressWarnings("serial") // the client's model is serializable, and nothing serializes it
public final class ArgoApplication extends UnmodeledObject implements Namespaced {

  public static final String GROUP = "argoproj.io";
  public static final String KIND = "Application";

  /** The name of its definition. */
  public static final String DEFINITION = "applications.argoproj.io";

  static final String VERSION = "v1alpha1";

  private static final long PAGE = 100;

  /** Bytes that one may take; two names have at most 506 characters. */
  private static final long MOST = 4 << 10;

  /**
   * All of them, while they are served. Argo CD writes their status all the time, which starts no
   * evaluation.
   */
  public static final Watch<ArgoApplication> WATCH =
      new Watch<>(
          io.securitybaseline.facts.watch.Kind.of(ArgoApplication.class),
          new Selection.All(),
          new Availability.WhileDefined(DEFINITION, VERSION),
          Concern.NAMESPACE,
          List.of(Field.of(Field.WHOLE, application -> application.getMetadata().getName())),
          Form.reduced(_ -> keeping()),
          List.of(),
          PAGE,
          true);

  /** What Argo CD labels objects with: the name, for one in another namespace after that. */
  public Stream<String> instances() {
    String name = getMetadata().getName();
    String namespace = getMetadata().getNamespace();
    return namespace == null ? Stream.of(name) : Stream.of(name, namespace + "_" + name);
  }

  private static Keeping<ArgoApplication> keeping() {
    return new Keeping<>(
        object -> named(object.getMetadata()),
        object ->
            Footprint.of(object.getMetadata().getName())
                + Footprint.of(object.getMetadata().getNamespace()),
        MOST,
        ArgoApplication::with);
  }

  private static ArgoApplication named(ObjectMeta from) {
    ObjectMeta kept = EmptyModels.metadata();
    kept.setName(from.getName());
    kept.setNamespace(from.getNamespace());
    kept.setResourceVersion(from.getResourceVersion());
    return with(kept);
  }

  private static ArgoApplication with(ObjectMeta metadata) {
    ArgoApplication kept = new ArgoApplication();
    kept.setMetadata(metadata);
    return kept;
  }
}
