package io.securitybaseline.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.marcnuri.helm.Helm;
import com.marcnuri.helm.InstallCommand;
import com.marcnuri.helm.UpgradeCommand;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import java.util.stream.StreamSupport;

/** The chart in this repository, handled by Helm itself. */
public final class Chart {
  public static final String PATH = "helm/security-baseline-operator";
  public static final String RELEASE = "security-baseline-operator";
  public static final String NAMESPACE = "security-baseline-system";

  private static final String OLDEST_KUBERNETES = "1.30.0";

  private Chart() {}

  /** What the chart becomes with its default values. */
  public static Manifests render() {
    return render("{}");
  }

  /** What the chart becomes with these values, given as YAML. */
  public static Manifests render(String values) {
    return withValuesFile(
        values,
        file ->
            Manifests.parse(
                helm()
                    .template()
                    .withName(RELEASE)
                    .withNamespace(NAMESPACE)
                    .withKubeVersion(OLDEST_KUBERNETES)
                    .withValuesFile(file)
                    .call()));
  }

  /** Installs the release into a cluster, as {@code helm install --create-namespace} does. */
  public static String install(String kubeconfig, String values) {
    return withValuesFile(
        values,
        file -> {
          InstallCommand command =
              helm().install().withName(RELEASE).withNamespace(NAMESPACE).createNamespace();
          return command.withKubeConfigContents(kubeconfig).withValuesFile(file).call().getOutput();
        });
  }

  /** Installs a release of another name into another namespace. */
  public static String installBeside(String kubeconfig, String release, String namespace) {
    return helm()
        .install()
        .withName(release)
        .withNamespace(namespace)
        .createNamespace()
        .withKubeConfigContents(kubeconfig)
        .call()
        .getOutput();
  }

  /** Upgrades the release, as {@code helm upgrade} does. */
  public static String upgrade(String kubeconfig, String values) {
    return withValuesFile(
        values,
        file -> {
          UpgradeCommand command = helm().upgrade().withName(RELEASE).withNamespace(NAMESPACE);
          return command.withKubeConfigContents(kubeconfig).withValuesFile(file).call().getOutput();
        });
  }

  /** Removes the release, as {@code helm uninstall} does. */
  public static void uninstall(String kubeconfig) {
    Helm.uninstall(RELEASE).withNamespace(NAMESPACE).withKubeConfigContents(kubeconfig).call();
  }

  public static Helm helm() {
    return new Helm(GeneratedFile.repository().resolve(PATH));
  }

  private static <T> T withValuesFile(String values, Function<Path, T> action) {
    try {
      var file = Files.createTempFile("values", ".yaml");
      try {
        Files.writeString(file, values);
        return action.apply(file);
      } finally {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The texts in a list of an object, such as the verbs of a rule. */
  public static List<String> texts(JsonNode object, String field) {
    return StreamSupport.stream(object.at("/" + field).spliterator(), false)
        .map(JsonNode::asText)
        .toList();
  }
}
