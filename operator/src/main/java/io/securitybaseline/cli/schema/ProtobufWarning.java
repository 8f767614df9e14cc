package io.securitybaseline.cli.schema;

import java.lang.reflect.Field;

/**
 * The JVM writes four lines to standard error when protobuf, which the CEL library is built on,
 * first uses sun.misc.Unsafe. They are about the library and of no use to those who run the
 * program. The flag that turns them off cannot be set where the program is started by {@code java
 * -jar}, so the JVM is led to believe that it has written them (docs/decisions/0025).
 */
final class ProtobufWarning {

  private ProtobufWarning() {}

  /** Where the JVM has no such field, the lines appear, and nothing else is different. */
  static void silence() {
    try {
      Field warned = Class.forName("sun.misc.Unsafe").getDeclaredField("memoryAccessWarned");
      warned.setAccessible(true);
      warned.setBoolean(null, true);
    } catch (ReflectiveOperationException | RuntimeException _) {
      // Another JVM: the lines appear.
    }
  }
}
