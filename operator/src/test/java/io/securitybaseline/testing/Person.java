package io.securitybaseline.testing;

import io.securitybaseline.controlplane.ControlPlane;
import io.securitybaseline.controlplane.KubectlResult;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** A user of kubectl on a cluster, authenticated by a client certificate. */
public final class Person {

  private final ControlPlane controlPlane;
  private final String name;
  private final Path kubeconfig;

  /**
   * @param groups that the API server takes the person to be in
   */
  public Person(ControlPlane controlPlane, String name, String... groups) {
    this.controlPlane = controlPlane;
    this.name = name;
    try {
      kubeconfig = Files.createTempFile("person", ".kubeconfig");
      kubeconfig.toFile().deleteOnExit();
      Files.writeString(kubeconfig, controlPlane.kubeconfigFor(name, List.of(groups)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public String name() {
    return name;
  }

  /** The file with the person's credentials. */
  public Path kubeconfig() {
    return kubeconfig;
  }

  public KubectlResult kubectl(String... arguments) {
    return kubectlWithInput("", arguments);
  }

  /** The same with a standard input, as for {@code apply -f -}. */
  public KubectlResult kubectlWithInput(String stdin, String... arguments) {
    return controlPlane.kubectlWithInput(
        stdin,
        Stream.concat(Stream.of("--kubeconfig=" + kubeconfig), Stream.of(arguments))
            .toArray(String[]::new));
  }
}
