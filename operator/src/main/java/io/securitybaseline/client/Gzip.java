package io.securitybaseline.client;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.GZIPInputStream;

/**
 * Compressed responses. The API server compresses what is larger than 128 KiB for clients that ask
 * for it, as client-go does (Kubernetes, APIResponseCompression).
 */
final class Gzip {

  /** The value of the headers {@code Accept-Encoding} and {@code Content-Encoding}. */
  static final String NAME = "gzip";

  private static final long BYTES_STATED = 1L << 32;

  /** Deflate represents at most so many bytes by one (zlib, Technical Details). */
  private static final int MOST_COMPRESSED = 1032;

  private static final int TRAILER = 8;
  private static final int BUFFER = 32 << 10;

  private Gzip() {}

  /**
   * The bytes that a compressed body states to have (RFC 1952, ISIZE): nothing is decompressed to
   * learn it. A body that states less than it has is rejected when it is decompressed. The field
   * has 32 bits; a body that may have more bytes than it can state counts as one of that many.
   */
  static long size(byte[] body) {
    if (body.length > BYTES_STATED / MOST_COMPRESSED) {
      return BYTES_STATED;
    }
    return body.length < TRAILER
        ? 0
        : Integer.toUnsignedLong(
            ByteBuffer.wrap(body).order(ByteOrder.LITTLE_ENDIAN).getInt(body.length - 4));
  }

  /**
   * The decompressed body.
   *
   * @throws IOException if it is no gzip file, or not as long as it states
   */
  static byte[] inflate(byte[] body) throws IOException {
    byte[] whole = new byte[Math.toIntExact(size(body))];
    try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(body), BUFFER)) {
      if (in.readNBytes(whole, 0, whole.length) < whole.length || in.read() >= 0) {
        throw new IOException("a compressed response that is not as long as it states");
      }
    }
    return whole;
  }
}
