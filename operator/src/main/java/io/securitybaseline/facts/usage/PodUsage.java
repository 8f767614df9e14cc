package io.securitybaseline.facts.usage;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.PodSpec;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What is kept of a pod, or of a template, to find evidence in. Values of variables may be secrets,
 * so only names are read.
 *
 * @param owner the kind of its controller, with the name where no template is evaluated; or empty
 * @param env names of environment variables, at most {@link #MOST}
 * @param images repositories without tag, at most {@link #MOST}
 * @param serviceAccount the name of the ServiceAccount that it runs as
 */
public record PodUsage(String owner, Set<String> env, Set<String> images, String serviceAccount) {

  public PodUsage {
    env = Set.copyOf(env);
    images = Set.copyOf(images);
  }

  static final int MOST = 64;

  /** Pods run as this account unless they name another. */
  private static final String DEFAULT_ACCOUNT = "default";

  private static final int LONGEST = 256;
  private static final long BYTES = 64;

  /** Whether an image is of the repository, or ends with it. */
  boolean runs(String repository) {
    return images.stream()
        .anyMatch(image -> image.equals(repository) || image.endsWith("/" + repository));
  }

  /** What is kept of a spec; null where there is nothing. */
  public static @Nullable PodUsage of(String owner, @Nullable PodSpec spec) {
    if (spec == null) {
      return null;
    }
    Set<String> env = new TreeSet<>();
    Set<String> images = new TreeSet<>();
    Consumer<Container> read =
        container -> {
          orEmpty(container.getEnv()).stream().map(EnvVar::getName).forEach(name -> add(env, name));
          add(images, repository(container.getImage()));
        };
    orEmpty(spec.getContainers()).forEach(read);
    orEmpty(spec.getInitContainers()).forEach(read);
    return env.isEmpty() && images.isEmpty() && owner.isEmpty()
        ? null
        : new PodUsage(owner, env, images, account(spec));
  }

  private static String account(PodSpec spec) {
    String name = spec.getServiceAccountName();
    return name == null || name.isEmpty() || name.length() > LONGEST ? DEFAULT_ACCOUNT : name;
  }

  private static void add(Set<String> texts, @Nullable String text) {
    if (text != null && !text.isEmpty() && text.length() <= LONGEST && texts.size() < MOST) {
      texts.add(text);
    }
  }

  private static @Nullable String repository(@Nullable String image) {
    if (image == null) {
      return null;
    }
    int at = image.indexOf('@');
    String withoutDigest = at < 0 ? image : image.substring(0, at);
    int colon = withoutDigest.lastIndexOf(':');
    return colon > withoutDigest.lastIndexOf('/')
        ? withoutDigest.substring(0, colon)
        : withoutDigest;
  }

  private static <T> List<T> orEmpty(@Nullable List<T> list) {
    return list == null ? List.of() : list;
  }

  /** About how much memory it takes. */
  public long bytes() {
    return BYTES
        + serviceAccount.length()
        + Stream.concat(env.stream(), images.stream())
            .mapToLong(text -> BYTES + text.length())
            .sum();
  }
}
