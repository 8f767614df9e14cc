package io.securitybaseline.manifest;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * The text of a file or of standard input.
 *
 * @param name what messages call it
 */
public record TextSource(String name, String text) {

  /** The name that stands for standard input. */
  public static final String STANDARD_INPUT = "-";

  /** An object in Kubernetes takes 1.5 MiB; this is a list of thousands of bindings. */
  static final int MAX_BYTES = 16 << 20;

  private static final String TEMPLATE = "{{";

  /**
   * Reads a file, or standard input for {@code -}.
   *
   * @throws UnreadableException if it is missing, too large or no text
   */
  public static TextSource of(String file) {
    return file.equals(STANDARD_INPUT) ? of("standard input", System.in) : of(file, Path.of(file));
  }

  /** The problem, and what to do if the text looks like the template of a manifest. */
  String hint(String problem) {
    return text.contains(TEMPLATE)
        ? problem + " (a Helm template has to be rendered first: helm template CHART)"
        : problem;
  }

  static TextSource of(String name, Path file) {
    try {
      if (Files.isDirectory(file)) {
        throw new UnreadableException(name, "is a folder: pass a file");
      }
      try (InputStream in = Files.newInputStream(file)) {
        return of(name, in);
      }
    } catch (IOException e) {
      throw new UnreadableException(name, reason(e));
    }
  }

  private static TextSource of(String name, InputStream in) {
    try {
      byte[] bytes = in.readNBytes(MAX_BYTES + 1);
      if (bytes.length > MAX_BYTES) {
        throw new UnreadableException(
            name, "is larger than %d MiB: split it".formatted(MAX_BYTES >> 20));
      }
      return new TextSource(name, decode(name, bytes));
    } catch (IOException e) {
      throw new UnreadableException(name, reason(e));
    }
  }

  /** What the operating system says, without the name of the file, which is there already. */
  private static String reason(IOException e) {
    if (e instanceof NoSuchFileException) {
      return "the file does not exist";
    }
    if (e instanceof java.nio.file.AccessDeniedException) {
      return "permission denied";
    }
    String reason = e instanceof FileSystemException files ? files.getReason() : e.getMessage();
    return reason == null ? "cannot be read" : reason;
  }

  /** By the byte order mark; without one it is UTF-8, as for kubectl. */
  private static String decode(String name, byte[] bytes) {
    Encoding encoding = Encoding.of(bytes);
    try {
      return encoding
          .charset()
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPORT)
          .onUnmappableCharacter(CodingErrorAction.REPORT)
          .decode(ByteBuffer.wrap(bytes, encoding.mark(), bytes.length - encoding.mark()))
          .toString();
    } catch (CharacterCodingException _) {
      throw new UnreadableException(
          name, "is not text in %s: save it as UTF-8".formatted(encoding.charset()));
    }
  }

  /**
   * @param mark the length of the byte order mark
   */
  private record Encoding(Charset charset, int mark) {

    static Encoding of(byte[] bytes) {
      if (begins(bytes, 0xEF, 0xBB, 0xBF)) {
        return new Encoding(StandardCharsets.UTF_8, 3);
      }
      if (begins(bytes, 0xFF, 0xFE, 0, 0)) {
        return new Encoding(StandardCharsets.UTF_32LE, 4);
      }
      if (begins(bytes, 0, 0, 0xFE, 0xFF)) {
        return new Encoding(StandardCharsets.UTF_32BE, 4);
      }
      if (begins(bytes, 0xFF, 0xFE)) {
        return new Encoding(StandardCharsets.UTF_16LE, 2);
      }
      if (begins(bytes, 0xFE, 0xFF)) {
        return new Encoding(StandardCharsets.UTF_16BE, 2);
      }
      return new Encoding(StandardCharsets.UTF_8, 0);
    }

    private static boolean begins(byte[] bytes, int... mark) {
      if (bytes.length < mark.length) {
        return false;
      }
      for (int i = 0; i < mark.length; i++) {
        if ((bytes[i] & 0xFF) != mark[i]) {
          return false;
        }
      }
      return true;
    }
  }
}
