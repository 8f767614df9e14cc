package io.securitybaseline.client;

import java.util.concurrent.atomic.AtomicLong;

/** How far the API server's responses have been read, watches aside. */
public final class ListProgress {

  private final AtomicLong parts = new AtomicLong();

  /** A part of a response was read. */
  public void read() {
    parts.incrementAndGet();
  }

  /** How many parts were read so far: it grows as long as lists are read. */
  public long parts() {
    return parts.get();
  }
}
