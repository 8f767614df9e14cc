package io.securitybaseline.cli.plan;

import io.securitybaseline.cli.CommandLines;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;

/** A folder with a baseline and bindings, and what {@code plan --manifests} says of it. */
final class PlannedFolder {

  static final String GROUP = "9c1d5b6e-7f00-4f4f-9a34-2d0f6d1a7c11";

  private final Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private PlannedFolder(Path folder) {
    this.folder = folder;
  }

  /** With a baseline in which a group replaces users of ClusterRole edit. */
  static PlannedFolder in(Path folder) throws IOException {
    PlannedFolder planned = new PlannedFolder(folder);
    planned.write(
        "baseline.yaml",
        """
        apiVersion: securitybaseline.io/v1alpha1
        kind: SecurityBaseline
        metadata: {name: default}
        spec:
          instanceMetadata: {mode: "Off"}
          groupBindings:
            entraIntegration: Assume
            membership: Assume
            groups:
            - objectId: %s
              users: ["*@contoso.com"]
              roles: [{kind: ClusterRole, name: edit}]
        """
            .formatted(GROUP));
    return planned;
  }

  /** Runs the command and answers with its exit code. */
  int plan(String... more) {
    String[] arguments = new String[more.length + 3];
    arguments[0] = "plan";
    arguments[1] = "--manifests";
    arguments[2] = folder.toString();
    System.arraycopy(more, 0, arguments, 3, more.length);
    out.getBuffer().setLength(0);
    err.getBuffer().setLength(0);
    return CommandLines.commandLine()
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(err, true))
        .execute(arguments);
  }

  /** What the last run wrote to standard output. */
  String out() {
    return out.toString();
  }

  /** The same in one line, where lines may be broken anywhere. */
  String outInOneLine() {
    return out().replaceAll("\\s+", " ");
  }

  /** What the last run wrote to standard error. */
  String err() {
    return err.toString();
  }

  static String binding(String name, String metadata, String kind, String subject) {
    return """
    apiVersion: rbac.authorization.k8s.io/v1
    kind: RoleBinding
    metadata: {name: %s, namespace: shop, %s}
    roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: edit}
    subjects: [{kind: %s, name: "%s"}]
    """
        .formatted(name, metadata, kind, subject);
  }

  void write(String file, String text) throws IOException {
    Path path = folder.resolve(file);
    Files.createDirectories(path.getParent());
    Files.writeString(path, text);
  }

  String read(String file) throws IOException {
    return Files.readString(folder.resolve(file));
  }
}
