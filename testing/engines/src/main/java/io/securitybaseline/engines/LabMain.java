package io.securitybaseline.engines;

import java.io.IOException;

/** The entry point inside the namespaces. */
public final class LabMain {

  private static final int ORPHANED = 3;
  private static final int FAILED = 1;

  private LabMain() {}

  /**
   * Runs one engine and writes the result. Exits with 0 if the lab worked, whatever it found.
   *
   * @param arguments those of {@link Settings#arguments()}
   */
  public static void main(String[] arguments) {
    Thread.ofPlatform().daemon().name("parent").start(LabMain::endWithParent);
    Settings settings = Settings.of(arguments);
    try {
      new EngineRun(settings, System.out).execute().write(settings.result());
    } catch (RuntimeException e) {
      System.out.println(e.getMessage());
      for (StackTraceElement element : e.getStackTrace()) {
        System.out.println("    at " + element);
      }
      System.exit(FAILED);
    }
    System.exit(0);
  }

  /** Process 1 of the namespace ends, and with it all that runs there. */
  private static void endWithParent() {
    try {
      int read;
      do {
        read = System.in.read();
      } while (read >= 0);
    } catch (IOException e) {
      System.out.println("no standard input: " + e.getMessage());
    }
    Runtime.getRuntime().halt(ORPHANED);
  }
}
