package io.securitybaseline.controlplane;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** Shell scripts that stand in for binaries, and a stream that remembers what users would read. */
final class Scripts {

  private Scripts() {}

  static Path script(Path folder, String name, String body) throws IOException {
    Files.createDirectories(folder);
    Path file = folder.resolve(name);
    Files.writeString(file, "#!/bin/sh\n" + body + "\n");
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
  }

  static Path binary(Path folder, Binary binary) throws IOException {
    return script(folder, binary.fileName(), "echo Kubernetes v1.36.3");
  }

  static PrintStream printingTo(ByteArrayOutputStream bytes) {
    return new PrintStream(bytes, true, StandardCharsets.UTF_8);
  }
}
