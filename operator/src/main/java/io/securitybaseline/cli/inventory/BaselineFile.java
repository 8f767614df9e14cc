package io.securitybaseline.cli.inventory;

import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.securitybaseline.api.SecurityBaseline;
import io.securitybaseline.cli.schema.BaselineSchema;
import io.securitybaseline.client.CommandFailure;
import io.securitybaseline.manifest.Manifest;
import io.securitybaseline.manifest.Manifests;
import java.util.List;

/** The SecurityBaseline of a file, checked as the API server checks it. */
public final class BaselineFile {

  private static final String GROUP = "securitybaseline.io";
  private static final String VERSION = GROUP + "/v1alpha1";
  private static final String KIND = "SecurityBaseline";

  private BaselineFile() {}

  public static boolean holds(Manifest manifest) {
    return manifest.kind().equals(KIND) && manifest.group().equals(GROUP);
  }

  /**
   * Reads the only SecurityBaseline of a file.
   *
   * @throws CommandFailure with a line for each reason for which it cannot be taken
   */
  public static SecurityBaseline read(String file) {
    Manifests manifests = Manifests.in(file);
    if (!manifests.unreadable().isEmpty()) {
      throw new CommandFailure(manifests.unreadable());
    }
    return only(file, manifests.objects());
  }

  /**
   * The only SecurityBaseline among the objects.
   *
   * @throws CommandFailure with a line for each reason for which it cannot be taken
   */
  public static SecurityBaseline only(String place, List<Manifest> objects) {
    List<Manifest> baselines = objects.stream().filter(BaselineFile::holds).toList();
    if (baselines.isEmpty()) {
      throw new CommandFailure(
          "there is no SecurityBaseline in %s: name the file with it by -f".formatted(place));
    }
    if (baselines.size() > 1) {
      throw new CommandFailure(
          "there are %d SecurityBaselines in %s, and a cluster has one: name one file by -f"
              .formatted(baselines.size(), place));
    }
    return checked(baselines.getFirst());
  }

  private static SecurityBaseline checked(Manifest baseline) {
    if (!baseline.apiVersion().equals(VERSION)) {
      throw new CommandFailure(
          "%s: no matches for kind \"%s\" in version \"%s\": write apiVersion: %s"
              .formatted(baseline.file(), KIND, baseline.apiVersion(), VERSION));
    }
    BaselineSchema.Checked checked = BaselineSchema.ofThisVersion().check(baseline.json());
    if (!checked.errors().isEmpty()) {
      throw new CommandFailure(
          checked.errors().stream().map(error -> baseline.file() + ": " + error).toList());
    }
    return new KubernetesSerialization().convertValue(checked.object(), SecurityBaseline.class);
  }
}
