package io.securitybaseline.controls.podsecurity;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.securitybaseline.api.spec.PodSecurityLevel;
import io.securitybaseline.controlplane.GoModuleZip;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * The pods with which Kubernetes itself tests its admission, from the Go module {@code
 * k8s.io/pod-security-admission}, in the version of the embedded control plane.
 */
final class Fixtures {

  private static final String MODULE = "k8s.io/pod-security-admission";

  private static final Pattern FILE =
      Pattern.compile(
          ".*/test/testdata/(baseline|restricted)/v1\\.(\\d+)/(pass|fail)/([a-z_]+)\\d*\\.yaml");

  private static final KubernetesSerialization YAML = new KubernetesSerialization();

  private Fixtures() {}

  /**
   * A pod that the level admits or rejects.
   *
   * @param check the name of the control in lower case, for which the pod is rejected; {@code base}
   *     and the like for pods that violate none
   */
  record Fixture(
      String file, PodSecurityLevel level, int minor, boolean passes, String check, Pod pod) {

    /** The control that a pod that fails is made for. */
    Optional<StandardControl> control() {
      return List.of(StandardControl.values()).stream()
          .filter(each -> each.id().toLowerCase(Locale.ROOT).equals(check))
          .findFirst();
    }

    @Override
    public String toString() {
      return file;
    }
  }

  /** All of them, in the order of their files. */
  static List<Fixture> all() {
    List<Fixture> fixtures = new ArrayList<>();
    try (ZipFile zip = new ZipFile(GoModuleZip.of(MODULE).toFile())) {
      for (ZipEntry entry : zip.stream().sorted(Comparator.comparing(ZipEntry::getName)).toList()) {
        Matcher file = FILE.matcher(entry.getName());
        if (file.matches()) {
          fixtures.add(fixture(file, zip, entry));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return fixtures;
  }

  private static Fixture fixture(Matcher file, ZipFile zip, ZipEntry entry) throws IOException {
    try (InputStream yaml = zip.getInputStream(entry)) {
      return new Fixture(
          entry.getName(),
          PodSecurityLevel.valueOf(file.group(1).toUpperCase(Locale.ROOT)),
          Integer.parseInt(file.group(2)),
          file.group(3).equals("pass"),
          file.group(4),
          YAML.unmarshal(yaml, Pod.class));
    }
  }
}
